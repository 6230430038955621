/**
 * The attack suite: what a stranger, a foreign page, a member with a small role or a broken program may try, and what must come of it.
 *
 * <p>Each class stands for a group of attacks, each test for one; the server is real and, where nothing must be set for it, the one that the other integration
 * tests use. Requests are written byte by byte, since an attacker is bound to no library's manners. A guard that is removed must turn its test red.
 */
package dev.longshell.attack;
