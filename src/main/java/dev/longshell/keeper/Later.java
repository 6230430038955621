package dev.longshell.keeper;

/** Does something of a session's after a while, under its lock, and then sends the events that came of it. */
interface Later {
    void run(Runnable action, long nanos);
}
