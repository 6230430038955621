package dev.longshell.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes a terminal's size as xterm.js 6.0.0 does that the page mended (mend.js, docs/screen.md): rows come from and go to the
 * history, soft-wrapped lines of the main buffer flow anew, except the one the cursor is in, and what does not show is forgotten.
 * Knows nothing of how often it is asked.
 */
final class Resize {

    private final Terminal terminal;

    Resize(Terminal terminal) {
        this.terminal = terminal;
    }

    void to(int columns, int rows) {
        if (columns == terminal.columns && rows == terminal.rows) {
            return;
        }
        terminal.endRun();
        terminal.normal.forgetBeyondEdge();
        terminal.alternate.forgetBeyondEdge();
        int column = terminal.grid.x;
        new Flow(terminal.normal, terminal.normal.history.limit()).to(columns, rows);
        resizeAlternate(columns, rows);
        terminal.columns = columns;
        terminal.rows = rows;
        addTabStops(terminal.normal);
        addTabStops(terminal.alternate);
        terminal.normal.forgetBeyondEdge();
        terminal.alternate.forgetBeyondEdge();
        terminal.alternate.saved.absoluteRow = Math.min(terminal.alternate.saved.absoluteRow, rows - 1);
        if (terminal.grid.x != column) {
            // what comes next cannot join the character before the cursor: that is another one now
            terminal.forgetLast();
        }
    }

    private void resizeAlternate(int columns, int rows) {
        Grid alternate = terminal.alternate;
        if (terminal.grid == alternate) {
            new Flow(alternate, 0).to(columns, rows);
            return;
        }
        alternate.columns = columns;
        alternate.rows = rows;
        alternate.bottom = rows - 1;
        alternate.lines = new Line[rows];
        Arrays.setAll(alternate.lines, row -> new Line(columns));
    }

    private static void addTabStops(Grid grid) {
        int from = grid.tabs.get(grid.columns) ? grid.columns : grid.previousTab(grid.columns);
        grid.setTabStops(from);
    }

    /** One buffer while it changes: all its lines in one list, {@code base} of them history. */
    private static final class Flow {

        private final Grid grid;
        private final int limit;
        private final boolean reflows;
        private List<Line> lines;
        private int base;
        private int most;
        /** Lines that count while lines are broken: those taken off at the bottom are still looked at. */
        private int length;

        Flow(Grid grid, int limit) {
            this.grid = grid;
            this.limit = limit;
            reflows = limit > 0;
        }

        void to(int columns, int rows) {
            lines = new ArrayList<>(Arrays.asList(grid.unpackAll()));
            base = grid.history.size();
            most = rows + limit;
            if (columns > grid.columns) {
                lines.forEach(line -> line.resize(columns));
            }
            changeRows(columns, rows);
            trim();
            grid.x = Math.min(grid.x, columns - 1);
            grid.top = 0;
            grid.bottom = rows - 1;
            if (reflows) {
                reflow(columns, rows);
            }
            lines.forEach(line -> cut(line, columns));
            store(columns, rows);
        }

        private void changeRows(int columns, int rows) {
            int down = 0;
            for (int row = grid.rows; row < rows && lines.size() < rows + base; row++) {
                if (base > 0 && lines.size() <= base + grid.y + down + 1) {
                    base--;
                    down++;
                } else {
                    lines.add(new Line(columns));
                }
            }
            for (int row = grid.rows; row > rows && lines.size() > rows + base; row--) {
                if (lines.size() > base + grid.y + 1) {
                    lines.remove(lines.size() - 1);
                } else {
                    base++;
                }
            }
            grid.y = Math.min(grid.y, rows - 1) + down;
        }

        private void trim() {
            int surplus = lines.size() - most;
            if (surplus > 0) {
                lines.subList(0, surplus).clear();
                grid.marks.trim(surplus);
                base = Math.max(base - surplus, 0);
                grid.saved.absoluteRow = Math.max(grid.saved.absoluteRow - surplus, 0);
            }
        }

        private void reflow(int columns, int rows) {
            if (columns > grid.columns) {
                widen(columns, rows);
            } else if (columns < grid.columns) {
                narrow(columns, rows);
            }
        }

        /** The cursor's line was not flown, and may be left with half a wide character. */
        private static void cut(Line line, int columns) {
            line.resize(columns);
            if (line.width(columns - 1) == 2) {
                line.set(columns - 1, Cell.BLANK);
            }
        }

        private void store(int columns, int rows) {
            while (lines.size() < base + rows) {
                lines.add(new Line(columns));
            }
            grid.history.clear(limit);
            for (int line = 0; line < base; line++) {
                grid.history.push(lines.get(line));
            }
            grid.columns = columns;
            grid.rows = rows;
            grid.lines = lines.subList(base, base + rows).toArray(new Line[0]);
        }

        // --- wider: soft-wrapped lines are joined ---

        private void widen(int columns, int rows) {
            List<Line> kept = new ArrayList<>(lines.size());
            int cursor = base + grid.y;
            int removed = 0;
            for (int first = 0; first < lines.size();) {
                int end = first + 1;
                while (end < lines.size() && lines.get(end).wrapped) {
                    end++;
                }
                List<Line> group = lines.subList(first, end);
                boolean touched = group.size() > 1 && (cursor < first || cursor >= end);
                List<Line> flown = touched ? rewrapWider(group, columns) : group;
                int gone = group.size() - flown.size();
                if (gone > 0) {
                    grid.marks.delete(first + flown.size() - removed, gone);
                    removed += gone;
                }
                kept.addAll(flown);
                first = end;
            }
            lines = kept;
            riseBy(removed, columns, rows);
        }

        private void riseBy(int removed, int columns, int rows) {
            for (int i = 0; i < removed; i++) {
                if (base > 0) {
                    base--;
                    continue;
                }
                grid.y = Math.max(0, grid.y - 1);
                if (lines.size() < rows) {
                    lines.add(new Line(columns));
                }
            }
            if (removed > 0) {
                grid.saved.absoluteRow = Math.max(grid.saved.absoluteRow - removed, 0);
            }
        }

        private List<Line> rewrapWider(List<Line> group, int columns) {
            long[] cells = joined(group);
            List<Line> flown = new ArrayList<>();
            int at = 0;
            do {
                int taken = Math.min(columns, cells.length - at);
                if (taken == columns && Cell.width(cells[at + taken - 1]) == 2) {
                    taken--;
                }
                flown.add(line(cells, at, taken, columns, !flown.isEmpty() || group.get(0).wrapped));
                at += taken;
            } while (at < cells.length);
            while (flown.size() > 1 && flown.get(flown.size() - 1).contentLength() == 0) {
                flown.remove(flown.size() - 1);
            }
            return flown;
        }

        private static Line line(long[] cells, int from, int count, int columns, boolean wrapped) {
            Line line = new Line(columns);
            System.arraycopy(cells, from, line.cells, 0, count);
            line.used = count;
            line.wrapped = wrapped;
            return line;
        }

        /** The cells of a soft-wrapped line in one piece. */
        private long[] joined(List<Line> group) {
            int total = 0;
            for (int i = 0; i < group.size(); i++) {
                total += flowLength(group, i);
            }
            long[] cells = new long[total];
            int at = 0;
            for (int i = 0; i < group.size(); i++) {
                int length = flowLength(group, i);
                System.arraycopy(group.get(i).cells, 0, cells, at, length);
                at += length;
            }
            return cells;
        }

        /** Columns of a line that flow: not the gap that a wide character left which did not fit. */
        private int flowLength(List<Line> group, int index) {
            Line line = group.get(index);
            if (index == group.size() - 1) {
                return Math.min(line.contentLength(), line.length());
            }
            boolean gap = Cell.isErased(line.cells[grid.columns - 1]) && group.get(index + 1).width(0) == 2;
            return gap ? grid.columns - 1 : grid.columns;
        }

        // --- narrower: long lines are broken, from the bottom up ---

        private void narrow(int columns, int rows) {
            List<List<Line>> flown = new ArrayList<>();
            List<int[]> spans = new ArrayList<>();
            int inserted = 0;
            length = lines.size();
            for (int last = lines.size() - 1; last >= 0; last--) {
                Line line = lines.get(last);
                if (!line.wrapped && line.contentLength() <= columns) {
                    continue;
                }
                int first = last;
                while (lines.get(first).wrapped && first > 0) {
                    first--;
                }
                int end = last + 1;
                last = first;
                if (base + grid.y >= first && base + grid.y < end) {
                    continue;
                }
                List<Line> group = rewrapNarrower(lines.subList(first, end), columns);
                spans.add(new int[] {first, end});
                flown.add(group);
                int added = group.size() - (end - first);
                inserted += Math.max(0, added);
                grid.marks.insert(end, Math.max(0, added));
                sinkBy(added, inserted, rows);
            }
            lines = replaced(spans, flown);
            if (lines.size() > most) {
                grid.marks.trim(lines.size() - most);
                lines.subList(0, lines.size() - most).clear();
            }
        }

        private List<Line> replaced(List<int[]> spans, List<List<Line>> flown) {
            List<Line> result = new ArrayList<>(lines.size());
            int at = 0;
            for (int i = spans.size() - 1; i >= 0; i--) {
                int first = Math.min(length, spans.get(i)[0]);
                int end = Math.min(length, spans.get(i)[1]);
                int before = spans.get(i)[1] - spans.get(i)[0];
                result.addAll(lines.subList(Math.min(at, first), first));
                // rows taken off below the cursor meanwhile are gone, what was broken off is not
                result.addAll(flown.get(i).subList(0, end - first));
                result.addAll(flown.get(i).subList(Math.min(before, flown.get(i).size()), flown.get(i).size()));
                at = Math.max(at, end);
            }
            result.addAll(lines.subList(at, length));
            return result;
        }

        private List<Line> rewrapNarrower(List<Line> group, int columns) {
            long[] cells = joined(group);
            List<Line> flown = new ArrayList<>();
            int at = 0;
            while (at < cells.length) {
                int taken = Math.min(columns, cells.length - at);
                if (taken == columns && Cell.width(cells[at + taken - 1]) == 2) {
                    taken--;
                }
                Line flownLine = line(cells, at, taken, columns, !flown.isEmpty() || group.get(0).wrapped);
                if (flown.size() < group.size()) {
                    keepRest(group.get(flown.size()), flownLine, taken);
                }
                flown.add(flownLine);
                at += taken;
            }
            for (int kept = flown.size(); kept < group.size(); kept++) {
                flown.add(group.get(kept));
            }
            return flown;
        }

        /** What was erased right of the text stays, but for the first column. */
        private static void keepRest(Line old, Line flown, int taken) {
            int from = taken + 1;
            int to = Math.min(old.used, flown.length());
            if (from < to) {
                System.arraycopy(old.cells, from, flown.cells, from, to - from);
                flown.used = to;
            }
        }

        private void sinkBy(int added, int inserted, int rows) {
            boolean roomAbove = base == 0 && grid.y != length - 1;
            int trimmed = Math.max(0, (roomAbove ? grid.y : length) - most + added);
            for (int i = 0; i < added - trimmed; i++) {
                if (base > 0) {
                    if (base < Math.min(most, length + inserted) - rows) {
                        base++;
                    }
                } else if (grid.y < rows - 1) {
                    grid.y++;
                    length--;
                } else {
                    base++;
                }
            }
            grid.saved.absoluteRow = Math.min(grid.saved.absoluteRow + added, base + rows - 1);
        }
    }
}
