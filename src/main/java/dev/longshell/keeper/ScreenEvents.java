package dev.longshell.keeper;

import dev.longshell.screen.ScreenListener;
import java.util.Base64;

/**
 * What a screen says while a chunk is written to it: answers go to the program, the last event of each type to the viewers once the chunk is through. Knows nothing
 * of cells. Under its session's lock only.
 */
final class ScreenEvents implements ScreenListener {
    /** UTF-16 units of a title or a notification's, and of what else is shown as text. */
    static final int TITLE_LIMIT = 256;
    static final int TEXT_LIMIT = 1024;
    /** Units of a path: PATH_MAX of Linux. */
    static final int PATH_LIMIT = 4096;
    static final int CLIPBOARD_LIMIT_BYTES = 100 << 10;

    private final Intake intake;
    private final Bulletin bulletin;
    private final WholeScreens wholeScreens;
    private final FocusReports focusReports;
    private final boolean clipboardAllowed;
    private String title;
    private String path;
    private boolean rang;
    private String notification;
    private String notificationTitle;
    private Boolean commandRuns;
    private int exitCode;
    private int progress = -1;
    private int percent;
    private byte[] clipboard;
    private int progressInForce;
    private int percentInForce;
    private boolean happened;

    ScreenEvents(Intake intake, Bulletin bulletin, WholeScreens wholeScreens, FocusReports focusReports, boolean clipboardAllowed) {
        this.intake = intake;
        this.bulletin = bulletin;
        this.wholeScreens = wholeScreens;
        this.focusReports = focusReports;
        this.clipboardAllowed = clipboardAllowed;
    }

    @Override
    public void reply(byte[] bytes) {
        intake.answer(bytes);
    }

    @Override
    public void title(String text) {
        title = text;
        happened = true;
    }

    @Override
    public void workingDirectory(String absolute) {
        path = absolute;
        happened = true;
    }

    @Override
    public boolean isThisMachine(String host) {
        return MachineName.is(host);
    }

    @Override
    public void synchronizedUpdate(boolean begins) {
        wholeScreens.update(begins);
    }

    @Override
    public void focusReports(boolean wanted) {
        focusReports.want(wanted);
    }

    @Override
    public void bell() {
        rang = true;
        happened = true;
    }

    @Override
    public void notification(String about, String body) {
        notificationTitle = about;
        notification = body;
        happened = true;
    }

    @Override
    public void commandStarted() {
        commandRuns = true;
        happened = true;
    }

    @Override
    public void commandFinished(int code) {
        commandRuns = false;
        exitCode = code;
        happened = true;
    }

    @Override
    public void progress(int state, int done) {
        progress = state;
        percent = done;
        happened = true;
    }

    @Override
    public void clipboardWrite(byte[] text) {
        if (clipboardAllowed && text.length <= CLIPBOARD_LIMIT_BYTES) {
            clipboard = text;
            happened = true;
        }
    }

    /** The chunk is through: writes the answers and tells what happened. */
    void publish() {
        focusReports.answer();
        intake.flushAnswers();
        if (!happened) {
            return;
        }
        happened = false;
        publishNames();
        publishCommand();
        if (rang) {
            rang = false;
            bulletin.tell(Events.BELL, Events.bell());
        }
        if (notification != null) {
            bulletin.tell(Events.NOTIFY, Events.notify(PlainText.of(notificationTitle, TITLE_LIMIT), PlainText.of(notification, TEXT_LIMIT)));
            notification = null;
        }
        if (clipboard != null) {
            bulletin.tell(Events.CLIPBOARD, Events.clipboard(Base64.getEncoder().encodeToString(clipboard)));
            clipboard = null;
        }
    }

    private void publishNames() {
        if (title != null) {
            bulletin.tell(Events.TITLE, Events.title(PlainText.of(title, TITLE_LIMIT)));
            title = null;
        }
        if (path != null) {
            bulletin.tell(Events.DIRECTORY, Events.directory(PlainText.of(path, PATH_LIMIT)));
            path = null;
        }
    }

    private void publishCommand() {
        if (commandRuns != null) {
            bulletin.tell(Events.COMMAND, commandRuns ? Events.commandStarted() : Events.commandFinished(exitCode));
            commandRuns = null;
        }
        if (progress >= 0) {
            progressInForce = progress;
            percentInForce = percent;
            bulletin.tell(Events.PROGRESS, Events.progress(progress, percent));
            progress = -1;
        }
    }

    /** The progress in force as an event, or null when there is none. */
    String progressInForce() {
        return progressInForce == 0 ? null : Events.progress(progressInForce, percentInForce);
    }
}
