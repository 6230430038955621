package dev.longshell.screen;

/** What SM, DECSET, DECSCUSR and keypad sequences switch; knows nothing of what a mode does to text. */
final class Modes {

    /** IRM. */
    boolean insert;
    /** LNM: a line feed also returns; RIS leaves it, as it does in xterm.js. */
    boolean newLine;
    boolean cursorKeys;
    boolean keypad;
    boolean origin;
    boolean wrap = true;
    boolean reverseWrap;
    boolean focusReports;
    boolean bracketedPaste;
    boolean synchronizedOutput;
    /** ?1007: a wheel over the alternate buffer presses cursor keys. xterm.js 6.0.0 does not know that it can be off; DECSTR leaves it. */
    boolean alternateScroll = true;
    boolean cursorHidden;
    /** ?12; RIS and DECSTR leave it. */
    boolean cursorBlink;
    /** DECSCUSR 0 to 6; 0 is the terminal's own style. */
    int cursorStyle;
    /** 0, 9, 1000, 1002 or 1003. */
    int mouse;
    /** 0, 1006 or 1016. */
    int mouseEncoding;
    /** 0, 1 or 2: how many keys with modifiers are told apart (xterm's modifyOtherKeys). */
    int modifyOtherKeys;

    /** What DECSTR resets. */
    void softReset() {
        insert = false;
        cursorKeys = false;
        keypad = false;
        origin = false;
        wrap = true;
        reverseWrap = false;
        focusReports = false;
        bracketedPaste = false;
        synchronizedOutput = false;
        cursorStyle = 0;
        modifyOtherKeys = 0;
    }

    /** What RIS resets. */
    void reset() {
        softReset();
        alternateScroll = true;
        mouse = 0;
        mouseEncoding = 0;
    }
}
