package dev.longshell.link;

/** A keeper that has retired, as an operator sees it. @param pid its process @param build its build @param sessions that still run in it; it ends soon after the last */
public record OlderKeeper(long pid, String build, int sessions) {
}
