package dev.longshell.wire;

/**
 * Who speaks on a Unix socket; the JSON of the HELLO frame.
 *
 * @param build  the sender's build, {@link Build#id()}
 * @param secret what only the owner of LONGSHELL_HOME can read; set by the gateway, null in the keeper's answer
 * @param pid    process id of the sender
 */
public record Hello(String build, String secret, long pid) {
}
