package dev.longshell.screen;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers hyperlinks (OSC 8) from 1; knows nothing of the cells that carry them. */
final class Links {

    private static final int FIRST_LIMIT = 1024;

    private String[] identifiers = new String[8];
    private String[] addresses = new String[8];
    private int[] marks = new int[8];
    private final Map<String, Integer> numbers = new HashMap<>();
    private int count = 1;
    private int limit = FIRST_LIMIT;

    int count() {
        return count;
    }

    boolean isFull() {
        return count >= limit;
    }

    /** The {@code id=} parameter, or "" without one. */
    String identifier(int link) {
        return identifiers[link];
    }

    String address(int link) {
        return addresses[link];
    }

    /** The link of an identifier and address; without identifier a new one each time. */
    int intern(String identifier, String address) {
        boolean shared = !identifier.isEmpty();
        String key = shared ? identifier + ';' + address : "";
        Integer known = shared ? numbers.get(key) : null;
        if (known != null) {
            return known;
        }
        if (count == addresses.length) {
            int size = Math.max(count + 8, Math.min(count * 2, limit));
            identifiers = Arrays.copyOf(identifiers, size);
            addresses = Arrays.copyOf(addresses, size);
            marks = Arrays.copyOf(marks, size);
        }
        identifiers[count] = identifier;
        // the same address without identifier again and again must not cost its text each time
        addresses[count] = address.equals(addresses[count - 1]) ? addresses[count - 1] : address;
        marks[count] = 0;
        if (shared) {
            numbers.put(key, count);
        }
        return count++;
    }

    /** False for none, and when the last line that it was printed on is gone; see {@link LinkMarks}. */
    boolean isKnown(int link) {
        return link != 0 && addresses[link] != null;
    }

    void marked(int link) {
        marks[link]++;
    }

    void unmarked(int link) {
        if (--marks[link] == 0) {
            if (!identifiers[link].isEmpty()) {
                numbers.remove(identifiers[link] + ';' + addresses[link], link);
            }
            addresses[link] = null;
        }
    }

    /** Forgets all but the marked links; returns the new number of each old one. */
    int[] keep(boolean[] marked) {
        int[] renumbered = new int[count];
        int kept = 1;
        numbers.clear();
        for (int link = 1; link < count; link++) {
            if (marked[link] && addresses[link] != null) {
                identifiers[kept] = identifiers[link];
                addresses[kept] = addresses[link];
                marks[kept] = marks[link];
                if (!identifiers[kept].isEmpty()) {
                    numbers.put(identifiers[kept] + ';' + addresses[kept], kept);
                }
                renumbered[link] = kept++;
            }
        }
        Arrays.fill(identifiers, kept, count, null);
        Arrays.fill(addresses, kept, count, null);
        count = kept;
        limit = Math.max(FIRST_LIMIT, kept * 2);
        return renumbered;
    }
}
