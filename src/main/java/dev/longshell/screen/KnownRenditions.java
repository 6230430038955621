package dev.longshell.screen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Remembers what SGR sequences of one to eight bytes between CSI and final do, by these bytes: programs send few of them again and
 * again, and to read digits costs more than what they say. Knows nothing of how they are read; that is {@link Rendition}.
 *
 * <p>All screens share it. Entries are immutable and never go, so threads may race, and no program can take others theirs; what
 * finds its slot taken is read anew each time.
 */
final class KnownRenditions {

    /** Bytes to be looked at from the first after CSI on: eight of parameters, and the final. */
    static final int WINDOW = Long.BYTES + 1;
    /** Eight times the 256 colours, as foreground or background. */
    private static final int SLOT_BITS = 12;
    private static final Effect[] EFFECTS = new Effect[1 << SLOT_BITS];
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Set in final characters, not in digits and separators. */
    private static final long FINALS = 0x4040404040404040L;

    /**
     * What a sequence does to the bits of any {@link Style}.
     *
     * @param bytes its parameters
     * @param kept bits that stay as they are, of the primary long
     * @param set bits set in there
     * @param updates whether {@link Style#EXTENDED} is looked at anew
     */
    record Effect(long bytes, long kept, long set, long keptExtra, long setExtra, boolean updates) { }

    private KnownRenditions() { }

    /** Bytes of parameters from a place on, up to {@link Long#BYTES}, when SGR's final follows; else 0. */
    static int length(byte[] bytes, int at) {
        long finals = (long) EIGHT.get(bytes, at) & FINALS;
        int length = Long.numberOfTrailingZeros(finals) >>> 3;
        return bytes[at + length] == 'm' ? length : 0;
    }

    /** @param length what {@link #length} said, not 0; @return null when it is not known */
    static Effect find(byte[] bytes, int at, int length) {
        long wanted = key(bytes, at, length);
        Effect effect = EFFECTS[slot(wanted)];
        return effect != null && effect.bytes == wanted ? effect : null;
    }

    static boolean hasRoom(byte[] bytes, int at, int length) {
        return EFFECTS[slot(key(bytes, at, length))] == null;
    }

    static void add(Effect effect) {
        EFFECTS[slot(effect.bytes)] = effect;
    }

    /** The parameters' bytes, which are never 0, the last one highest. */
    static long key(byte[] bytes, int at, int length) {
        return (long) EIGHT.get(bytes, at) << Long.SIZE - Byte.SIZE * length;
    }

    private static int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> Long.SIZE - SLOT_BITS);
    }
}
