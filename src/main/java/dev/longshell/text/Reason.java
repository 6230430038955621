package dev.longshell.text;

import java.nio.file.FileSystemException;

/** Says in one line why something failed; never {@code null}, never nothing. */
public final class Reason {
    /** Causes looked at: a chain may be a circle. */
    private static final int MOST_CAUSES = 20;

    private Reason() {
    }

    /**
     * The message of the failure, or of the nearest cause that has one, and else the class of the deepest cause. A
     * message that is only a file's name ({@link FileSystemException}) has the class before it.
     */
    public static String of(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < MOST_CAUSES; depth++) {
            if (hasWords(deepest)) {
                return words(deepest);
            }
            if (deepest.getCause() == null) {
                break;
            }
            deepest = deepest.getCause();
        }
        return deepest.getClass().getSimpleName();
    }

    /** {@code Throwable(Throwable)} takes the cause's {@code toString} for a message. */
    private static boolean hasWords(Throwable failure) {
        String message = failure.getMessage();
        boolean causesOnly = failure.getCause() != null && failure.getCause().toString().equals(message);
        return message != null && !message.isBlank() && !message.equals("null") && !causesOnly;
    }

    private static String words(Throwable failure) {
        boolean nameOnly = failure instanceof FileSystemException file && file.getReason() == null;
        return nameOnly ? failure.getClass().getSimpleName() + ": " + failure.getMessage() : failure.getMessage();
    }
}
