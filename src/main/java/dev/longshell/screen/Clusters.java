package dev.longshell.screen;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the texts of cells that hold more than one code point; knows nothing of where cells are.
 * Emptied of unused texts by {@link #keep}, when {@link #isFull} says so.
 */
final class Clusters {

    private static final int FIRST_LIMIT = 1024;
    /** Code units in one cell; a million combining marks on one letter must not cost a million bytes. */
    static final int LONGEST = 256;

    private String[] texts = new String[16];
    private final Map<String, Integer> numbers = new HashMap<>();
    private int count;
    private int limit = FIRST_LIMIT;

    String text(int number) {
        return texts[number];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count >= limit;
    }

    int intern(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (count == texts.length) {
            texts = Arrays.copyOf(texts, count * 2);
        }
        texts[count] = text;
        numbers.put(text, count);
        return count++;
    }

    /** Forgets all but the marked texts; returns the new number of each old one. */
    int[] keep(boolean[] marked) {
        int[] renumbered = new int[count];
        int kept = 0;
        numbers.clear();
        for (int number = 0; number < count; number++) {
            if (marked[number]) {
                texts[kept] = texts[number];
                numbers.put(texts[kept], kept);
                renumbered[number] = kept++;
            }
        }
        Arrays.fill(texts, kept, count, null);
        count = kept;
        limit = Math.max(FIRST_LIMIT, kept * 2);
        return renumbered;
    }
}
