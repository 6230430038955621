package dev.longshell.screen;

import java.util.ArrayDeque;
import java.util.Deque;

/** Window title, icon name and their stacks (OSC 0-2, CSI 22/23 t); knows nothing of how they are shown. */
final class Titles {

    /** As in xterm.js; the oldest goes when an eleventh is pushed. */
    private static final int DEEPEST = 10;
    /** Characters of a title on the stack: ten pushes must not keep megabytes. */
    static final int LONGEST_SAVED = 4096;

    private final ScreenListener listener;
    String title = "";
    String icon = "";
    final Deque<String> titleStack = new ArrayDeque<>();
    final Deque<String> iconStack = new ArrayDeque<>();

    Titles(ScreenListener listener) {
        this.listener = listener;
    }

    void setTitle(String text) {
        title = text;
        listener.title(text);
    }

    /** @param which 0 both, 1 the icon name, 2 the title */
    void push(int which) {
        if (which != 1) {
            push(titleStack, title);
        }
        if (which != 2) {
            push(iconStack, icon);
        }
    }

    private static void push(Deque<String> stack, String text) {
        stack.addLast(text.length() > LONGEST_SAVED ? text.substring(0, LONGEST_SAVED) : text);
        if (stack.size() > DEEPEST) {
            stack.removeFirst();
        }
    }

    void pop(int which) {
        if (which != 1 && !titleStack.isEmpty()) {
            setTitle(titleStack.removeLast());
        }
        if (which != 2 && !iconStack.isEmpty()) {
            icon = iconStack.removeLast();
        }
    }
}
