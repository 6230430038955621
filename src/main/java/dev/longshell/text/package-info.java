/**
 * Rules for texts that people and programs send: which characters are seen, which names are allowed, and what in a text
 * is a secret. Knows nothing of where a text comes from or goes to, and nothing of Jakarta EE: the command line uses it
 * too.
 */
package dev.longshell.text;
