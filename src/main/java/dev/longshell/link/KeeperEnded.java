package dev.longshell.link;

/** A CDI event: a retired keeper has ended, and whatever sessions it still had with it. @param pid its process */
public record KeeperEnded(long pid) {
}
