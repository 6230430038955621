package dev.longshell.keeper;

import dev.longshell.wire.Json;
import dev.longshell.wire.SessionReport;
import java.util.List;

/** The JSON of the EVENT frames that a keeper sends; each has a {@code type}. Knows nothing of when. */
final class Events {
    static final String VIEWERS = "viewers";
    static final String TITLE = "title";
    static final String DIRECTORY = "cwd";
    static final String BELL = "bell";
    static final String NOTIFY = "notify";
    static final String COMMAND = "command";
    static final String PROGRESS = "progress";
    static final String CLIPBOARD = "clipboard";
    static final String ACTIVITY = "activity";
    static final String NOTICE = "notice";
    private static final String LOST = "lost";

    private Events() {
    }

    private record Hello(String type, String session, String kind, int cols, int rows, String role, int number, long input, long offset, long end, String state,
                         Long sizeNumber) {
    }

    private record Size(String type, int cols, int rows, long offset, long number) {
    }

    private record Viewers(String type, int count, List<Watcher> viewers) {
    }

    /** {@link SessionReport.Watcher} as other viewers may see it. */
    private record Watcher(int number, String name, String role, boolean visible) {
    }

    private record Lost(String type, long at, String cwd, String lostBecause) {
    }

    private record Notice(String type, String text) {
    }

    private record Exit(String type, Integer exitCode, Integer signal, String endedBecause, Boolean leftRunning) {
    }

    private record Title(String type, String title) {
    }

    private record Directory(String type, String cwd) {
    }

    private record Bell(String type) {
    }

    private record Notify(String type, String title, String body) {
    }

    private record Command(String type, String state, Integer exitCode) {
    }

    private record Progress(String type, int state, int percent) {
    }

    private record Clipboard(String type, String text) {
    }

    private record Active(String type, boolean active) {
    }

    /** The first frame to a viewer. @param size of the terminal that what comes next is written to */
    static String hello(Viewer viewer, Session session, SizeChanges.Change size) {
        SessionReport.Watcher self = session.watcher(viewer);
        return Json.write(new Hello("hello", session.id(), session.kind(), size.columns(), size.rows(), self.role(), self.number(),
                viewer.typist().received(), session.log().start(), session.log().end(), session.state(), size.number()));
    }

    /** The first frame to a viewer of what is left of a session. */
    static String hello(Checkpoint.About about) {
        return Json.write(new Hello("hello", about.session(), about.kind(), about.columns(), about.rows(), "observer", 0, 0, about.offset(), about.offset(),
                about.ended() ? SessionReport.ENDED : LOST, null));
    }

    /** @param because as the HTTP API has it, null when nobody can say */
    static String lost(Checkpoint.About about, String because) {
        return Json.write(new Lost(LOST, about.takenAtMillis(), about.directory(), because));
    }

    static String notice(String text) {
        return Json.write(new Notice(NOTICE, text));
    }

    static String size(SizeChanges.Change change) {
        return Json.write(new Size("size", change.columns(), change.rows(), change.offset(), change.number()));
    }

    static String viewers(List<SessionReport.Watcher> attached) {
        return Json.write(new Viewers(VIEWERS, attached.size(),
                attached.stream().map(one -> new Watcher(one.number(), one.name(), one.role(), one.visible())).toList()));
    }

    static String title(String title) {
        return Json.write(new Title(TITLE, title));
    }

    static String directory(String path) {
        return Json.write(new Directory(DIRECTORY, path));
    }

    static String bell() {
        return Json.write(new Bell(BELL));
    }

    static String notify(String title, String body) {
        return Json.write(new Notify(NOTIFY, title, body));
    }

    static String commandStarted() {
        return Json.write(new Command(COMMAND, "started", null));
    }

    /** @param exitCode -1 when the shell did not say */
    static String commandFinished(int exitCode) {
        return Json.write(new Command(COMMAND, "finished", exitCode < 0 ? null : exitCode));
    }

    /** @param state 0 none, 1 normal, 2 error, 3 indeterminate, 4 paused */
    static String progress(int state, int percent) {
        return Json.write(new Progress(PROGRESS, state, percent));
    }

    static String clipboard(String base64) {
        return Json.write(new Clipboard(CLIPBOARD, base64));
    }

    static String activity(boolean active) {
        return Json.write(new Active(ACTIVITY, active));
    }

    static String exit(ExitStatus status) {
        return Json.write(new Exit("exit", status.exitCode(), status.signal(), status.because(), status.held() ? true : null));
    }
}
