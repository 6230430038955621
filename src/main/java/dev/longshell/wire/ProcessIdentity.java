package dev.longshell.wire;

/**
 * A process for ever: a number alone is given to somebody else sooner or later. Knows nothing of whether it still runs.
 *
 * @param pid        process id
 * @param startTicks when it was started, in clock ticks since the machine's (proc(5), /proc/pid/stat, field 22)
 * @param bootId     of the kernel that started it (/proc/sys/kernel/random/boot_id)
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {
}
