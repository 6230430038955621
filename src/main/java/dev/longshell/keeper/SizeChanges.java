package dev.longshell.keeper;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The newest changes of a terminal's size, each with its place in the output: what is written from
 * {@link Change#offset} on is for that size. Knows nothing of viewers. Under its session's lock only.
 */
final class SizeChanges {
    /** Changes that are kept: a page lays out its whole history anew for each, so a snapshot costs less than more. */
    static final int MOST = 32;
    /** Bytes that a snapshot may have of an unfinished character (RFC 3629: four at most): a change stands before them. */
    private static final int UNFINISHED_BYTES = 3;

    private final Deque<Change> kept = new ArrayDeque<>();
    /** The newest that is no longer kept; at first the size that the terminal began with. */
    private Change forgotten;

    /**
     * One new size.
     *
     * @param number counts the session's changes from 1; 0 for the size it began with
     * @param offset bytes of output before it, an unfinished character not counted
     */
    record Change(long number, long offset, int columns, int rows) {
    }

    SizeChanges(int columns, int rows) {
        this.forgotten = new Change(0, Long.MIN_VALUE, columns, rows);
    }

    void add(long offset, int columns, int rows) {
        kept.add(new Change(newest().number() + 1, offset, columns, rows));
        if (kept.size() > MOST) {
            forgotten = kept.remove();
        }
    }

    Change newest() {
        return kept.isEmpty() ? forgotten : kept.getLast();
    }

    /** Whether all changes behind the one of that number are kept. */
    boolean hasAllAfter(long number) {
        return number >= forgotten.number();
    }

    /** The first change that is kept behind the one of that number; null when there is none. */
    Change after(long number) {
        if (newest().number() <= number) {
            return null;
        }
        return kept.stream().filter(change -> change.number() > number).findFirst().orElse(null);
    }

    /** The newest change that whoever has all output below an offset has for certain; else the newest forgotten one. */
    Change knownAt(long offset) {
        Change known = forgotten;
        for (Change change : kept) {
            known = change.offset() < offset - UNFINISHED_BYTES ? change : known;
        }
        return known;
    }

    /** The size for what is written at an offset; the oldest that is known where that is forgotten. */
    Change at(long offset) {
        Change size = forgotten;
        for (Change change : kept) {
            size = change.offset() <= offset ? change : size;
        }
        return size;
    }

    /**
     * Whether the size of a terminal that has all output below an offset is known. Of two changes without output
     * between them both may have reached it, or one, or none, and the way from one size to another matters, but not to
     * a terminal that nothing was written to.
     */
    boolean isCertainAt(long offset) {
        if (offset == 0) {
            return forgotten.offset() <= 0;
        }
        long from = offset - UNFINISHED_BYTES;
        long recent = kept.stream().filter(change -> change.offset() >= from && change.offset() <= offset).count();
        return forgotten.offset() < from && recent <= 1;
    }
}
