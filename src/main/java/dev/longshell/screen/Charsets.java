package dev.longshell.screen;

/**
 * The national and graphic character sets (ISO 2022, DEC STD 070) that 7-bit text is shown in; knows nothing of which
 * one is in use. A set is named by the final character of its designation; 'B' is ASCII and null here.
 */
final class Charsets {

    private static final String[] REPLACED = {
        "0`◆a▒b␉c␌d␍e␊f°g±h␤i␋j┘k┐l┌m└n┼o⎺p⎻q─r⎼s⎽t├u┤v┴w┬x│y≤z≥{π|≠}£~·",
        "A#£",
        "C[Ä\\Ö]Å^Ü`é{ä|ö}å~ü",
        "4#£@¾[i\\½]|{¨|f}¼~´",
        "E@Ä[Æ\\Ø]Å^Ü`ä{æ|ø}å~ü",
        "H@É[Ä\\Ö]Å^Ü`é{ä|ö}å~ü",
        "R#£@à[°\\ç]§{é|ù}è~¨",
        "Q@à[â\\ç]ê^î`ô{é|ù}è~û",
        "K@§[Ä\\Ö]Ü{ä|ö}ü~ß",
        "Y#£@§[°\\ç]é`ù{à|ò}è~ì",
        "Z#£@§[¡\\Ñ]¿{°|ñ}ç",
        "=#ù@à[é\\ç]ê^î_è`ô{ä|ö}ü~û",
    };
    private static final char[][] SETS = new char[128][];

    static {
        for (String replaced : REPLACED) {
            char[] set = new char[128];
            for (char c = 0; c < 128; c++) {
                set[c] = c;
            }
            for (int at = 1; at < replaced.length(); at += 2) {
                set[replaced.charAt(at)] = replaced.charAt(at + 1);
            }
            SETS[replaced.charAt(0)] = set;
        }
        SETS['5'] = SETS['C'];
        SETS['6'] = SETS['E'];
        SETS['7'] = SETS['H'];
    }

    private Charsets() { }

    /** Whether xterm.js knows a set of this name. */
    static boolean isKnown(int name) {
        return name == 'B' || name < 128 && SETS[name] != null;
    }

    /** What each of 128 characters is shown as, or null for ASCII. */
    static char[] named(int name) {
        return SETS[name];
    }
}
