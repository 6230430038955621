package dev.longshell.attack;

import static dev.longshell.gateway.RawWebSocket.FIN;
import static dev.longshell.gateway.RawWebSocket.TEXT;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Section 8.1 of RFC 6455, group 6: text is UTF-8, over all fragments together, or the socket is closed with 1007. What is UTF-8 the JDK's decoder says. Nothing in it
 * answers in a terminal.
 */
final class Utf8Cases {
    private static final String GREEK = "\u03ba\u1f79\u03c3\u03bc\u03b5";

    private Utf8Cases() {
    }

    static List<FrameCase> all() {
        List<FrameCase> cases = new ArrayList<>();
        texts().forEach((what, bytes) -> {
            cases.add(expecting(new FrameCase("6 " + what).send(FIN | TEXT, bytes), bytes));
            if (bytes.length > 1) {
                cases.add(expecting(new FrameCase("6 " + what + ", a fragment each byte").fragments(TEXT, bytes, 1), bytes));
            }
            if (bytes.length > 2) {
                cases.add(expecting(new FrameCase("6 " + what + ", byte by byte").send(FIN | TEXT, bytes).inPieces(1), bytes));
            }
        });
        byte[] wrong = hex("cebae1bdb9cf83cebcceb5f4908080656469746564");
        cases.add(new FrameCase("6 a fragment that can be no UTF-8, and no more").send(TEXT, wrong).closes(1007));
        return cases;
    }

    private static FrameCase expecting(FrameCase frames, byte[] bytes) {
        return isUtf8(bytes) ? frames.echoes(bytes) : frames.closes(1007);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Map<String, byte[]> texts() {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        texts.put("nothing", new byte[0]);
        texts.put("words", ("Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!! " + GREEK).getBytes(StandardCharsets.UTF_8));
        byte[] greek = GREEK.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length <= greek.length; length++) {
            texts.put("the first " + length + " bytes of a word", java.util.Arrays.copyOf(greek, length));
        }
        for (int point : new int[] {0x7f, 0xa0, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfdd0, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1fffe, 0x1ffff, 0x2fffe, 0xfffff, 0x10fffe, 0x10ffff}) {
            texts.put("U+" + Integer.toHexString(point), Character.toString(point).getBytes(StandardCharsets.UTF_8));
        }
        for (String wrong : List.of("f4908080", "f7bfbfbf", "f888808080", "fbbfbfbfbf", "fc8480808080", "fdbfbfbfbfbf", // beyond U+10FFFF, five and six bytes
            "80", "bf", "80bf", "80bf80", "80bf80bf80", "c0", "c1", "c020c120", "e020e120", "f020f120", "f820", "fc20", // continuations, and what they would continue
            "c3", "e182", "f09080", "e18220", "f0908020", "c3e182f09080", // unfinished ones
            "fe", "ff", "fefeffff", "c0af", "e080af", "f08080af", "f8808080af", "fc80808080af", "c1bf", "e09fbf", "f08fbfbf", "c080", "e08080", "f0808080", // never, and longer than need be
            "eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf", "eda080edb080", "edadbfedbfbf", "edafbfedbfbf")) { // surrogates
            texts.put("the bytes " + wrong, hex(wrong));
            texts.put("a word and the bytes " + wrong, hex("cebae1bdb9" + wrong));
        }
        return texts;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
