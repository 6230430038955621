package dev.longshell.keeper;

/**
 * Tells a program that asked for it (private mode 1004 of xterm) whether somebody has its terminal before them: once for all viewers, when the first operator looks and when
 * the last looks no more. Knows nothing of windows. Under its session's lock only.
 */
final class FocusReports {
    private static final byte[] IN = {0x1b, '[', 'I'};
    private static final byte[] OUT = {0x1b, '[', 'O'};

    private final Audience audience;
    private final Intake intake;
    private boolean wanted;
    private boolean answerDue;
    private boolean toldIn;

    FocusReports(Audience audience, Intake intake) {
        this.audience = audience;
        this.intake = intake;
    }

    /** The program asks, or asks no more. */
    void want(boolean on) {
        wanted = on;
        answerDue = on;
    }

    /** What it wrote is through: when it asked and did not take it back, how it is now joins the answers. A screen that is restored asks and takes it back, and its shell did not. */
    void answer() {
        if (answerDue) {
            answerDue = false;
            tell(isLooked());
        }
    }

    /** The program asked, and has not taken it back. */
    boolean isWanted() {
        return wanted;
    }

    /** A viewer came, left, hid, or has the focus or no more. */
    void update() {
        if (wanted && !answerDue && toldIn != isLooked()) {
            tell(!toldIn);
            intake.flushAnswers();
        }
    }

    private void tell(boolean in) {
        if (intake.answer(in ? IN : OUT)) {
            toldIn = in;
        }
    }

    private boolean isLooked() {
        return audience.all().stream().anyMatch(Viewer::hasFocus);
    }
}
