/**
 * Bounds what each may hold at once: counts, and nothing of what is counted.
 *
 * <p>In: who asks ({@link dev.longshell.limit.Quota}) and from which network ({@link dev.longshell.limit.IpAddress}).
 * Out: a {@link dev.longshell.limit.Leases.Lease} to be given back, or a fault that says which bound was reached. A
 * room makes one {@link dev.longshell.limit.Leases} for each kind of thing that it hands out: sockets of a channel,
 * requests in work, sessions that are being opened; a stream of events is one more kind. It imports {@code fault}
 * alone.
 */
package dev.longshell.limit;
