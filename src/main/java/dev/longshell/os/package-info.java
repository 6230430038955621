/**
 * What several rooms ask of the operating system: files and directories whose modes are set and not inherited, who
 * could change what is about to be run, who a process is. Knows nothing of what is kept in a file or of what a process is for.
 */
package dev.longshell.os;
