/**
 * The words of longshell.v1 and their bytes: one vocabulary from browser to keeper.
 *
 * <p>In and out: bytes and the records they stand for. No I/O, no thread, no clock. {@link dev.longshell.wire.Tag} lists every frame,
 * {@link dev.longshell.wire.Frame} draws and builds each, {@link dev.longshell.wire.FrameSplitter} cuts a byte stream into them. The records
 * are the JSON that a keeper and a gateway exchange on the Unix socket. What a frame does to a session belongs to {@code keeper}; who
 * may send it, to {@code access}. docs/protocol.md is the same page for people.
 */
package dev.longshell.wire;
