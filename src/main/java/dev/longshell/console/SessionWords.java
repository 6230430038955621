package dev.longshell.console;

import dev.longshell.session.SessionView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** How the list calls a session, word for word as sessions.js and status.js do; knows nothing of which sessions there are. */
@Named("words")
@ApplicationScoped
public class SessionWords {
    /** Its name, what its program called it, what it runs. @param session or null: the empty row */
    public String nameOf(SessionView session) {
        if (session == null) {
            return "";
        }
        if (isGiven(session.name())) {
            return session.name();
        }
        if (isGiven(session.title())) {
            return session.title();
        }
        return isGiven(session.command()) ? lastPart(session.command().split(" ")[0]) : session.kind();
    }

    /** Where it is, or how it came to its end. @param session or null: the empty row */
    public String detailOf(SessionView session) {
        if (session == null) {
            return "";
        }
        return switch (session.state()) {
            case "opening" -> "Starting";
            case "lost" -> lossOf(session);
            case "ended" -> endOf(session);
            case "restored" -> "Restored: another session goes on in its place";
            default -> session.endsInSeconds() != null
                    ? "Ends in " + (session.endsInSeconds() + 59) / 60 + " min: nobody is there" : session.cwd();
        };
    }

    private static String lossOf(SessionView session) {
        return switch (String.valueOf(session.lostBecause())) {
            case "machine_restarted" -> "Lost: the machine was restarted";
            case "never_started" -> "Lost: it never started";
            case "keeper_gone" -> "Lost: its keeper is gone";
            default -> "Lost";
        };
    }

    private static String endOf(SessionView session) {
        return switch (String.valueOf(session.endedBecause())) {
            case "retention" -> "Ended: nobody was there for too long";
            case "operator" -> "Ended by an operator";
            case "keeper_stopped" -> "Ended: its keeper was stopped";
            default -> session.signal() == null ? "Ended with exit code " + (session.exitCode() == null ? "unknown" : session.exitCode()) : "Ended by signal " + session.signal();
        };
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
