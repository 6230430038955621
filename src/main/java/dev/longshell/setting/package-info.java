/**
 * Every name that an operator may set: its default, what is allowed, whether it is secret.
 *
 * <p>In: a source of texts (MicroProfile Config in the WAR; environment, system properties and a file in {@code cli}). Out: a
 * {@link dev.longshell.setting.Settings} in which every value can be, or one fault that names all that cannot. The list is one room
 * because three doors need the same one: the command line refuses before it starts anything, the WAR refuses by itself when it is deployed
 * without the command line, and {@code api} shows the effective values. What a value does belongs to its consumer. docs/configuration.md is made from it.
 */
package dev.longshell.setting;
