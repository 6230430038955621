package dev.longshell.attack;

import static dev.longshell.gateway.RawWebSocket.BINARY;
import static dev.longshell.gateway.RawWebSocket.CLOSE;
import static dev.longshell.gateway.RawWebSocket.CONTINUATION;
import static dev.longshell.gateway.RawWebSocket.FIN;
import static dev.longshell.gateway.RawWebSocket.PING;
import static dev.longshell.gateway.RawWebSocket.PONG;
import static dev.longshell.gateway.RawWebSocket.TEXT;
import static dev.longshell.gateway.RawWebSocket.frame;

import dev.longshell.gateway.RawWebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What RFC 6455 has an endpoint take and refuse, in the groups that the Autobahn test suite is known by: 1 framing, 2 pings and pongs, 3 reserved bits, 4 opcodes,
 * 5 fragmentation, 7 closing, 9 limits, 10 fragmentation by chance. Written from the RFC; group 6 is {@link Utf8Cases}.
 */
final class FrameCases {
    static final int LARGEST = 1 << 20;
    private static final int WHOLE_TEXT = FIN | TEXT;
    private static final int WHOLE_BINARY = FIN | BINARY;
    private static final int LAST = FIN | CONTINUATION;
    private static final byte[] NOTHING = {};
    private static final String HELLO = "Hello, world!";

    private FrameCases() {
    }

    static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    /** Section 5.6. */
    static List<FrameCase> framing() {
        List<FrameCase> cases = new ArrayList<>();
        for (int opcode : new int[] {TEXT, BINARY}) {
            for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536}) {
                byte[] payload = filled(length, opcode == TEXT ? '*' : 0xfe);
                cases.add(new FrameCase("1 opcode " + opcode + ", " + length + " bytes").send(FIN | opcode, payload).echoes(payload));
            }
            byte[] payload = filled(65_536, opcode == TEXT ? '*' : 0xfe);
            cases.add(new FrameCase("1 opcode " + opcode + ", 65536 bytes in pieces of 997").send(FIN | opcode, payload).inPieces(997).echoes(payload));
        }
        return cases;
    }

    /** Sections 5.5.2 and 5.5.3. */
    static List<FrameCase> pings() {
        List<FrameCase> cases = new ArrayList<>();
        byte[] text = HELLO.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = {0, (byte) 0xff, (byte) 0xfe, (byte) 0xfd, (byte) 0xfc, (byte) 0xfb, 0, (byte) 0xff};
        for (byte[] payload : new byte[][] {NOTHING, text, bytes, filled(125, 0xfe)}) {
            cases.add(new FrameCase("2 a ping of " + payload.length + " bytes").send(FIN | PING, payload).pongs(payload));
        }
        cases.add(new FrameCase("2 a ping of 125 bytes, byte by byte").send(FIN | PING, filled(125, 0xfe)).inPieces(1).pongs(filled(125, 0xfe)));
        cases.add(new FrameCase("2 a ping of 126 bytes").send(FIN | PING, filled(126, 0xfe)).closes(1002));
        cases.add(new FrameCase("2 a pong that nobody asked for").send(FIN | PONG, NOTHING));
        cases.add(new FrameCase("2 a pong with a payload").send(FIN | PONG, text));
        cases.add(new FrameCase("2 a pong, then a ping").send(FIN | PONG, text).send(FIN | PING, bytes).pongs(bytes));
        for (int piece : new int[] {Integer.MAX_VALUE, 1}) {
            FrameCase ten = new FrameCase("2 ten pings, in pieces of " + piece).inPieces(piece);
            for (int number = 0; number < 10; number++) {
                ten.send(FIN | PING, "payload " + number).pongs(("payload " + number).getBytes(StandardCharsets.US_ASCII));
            }
            cases.add(ten);
        }
        return cases;
    }

    /** Section 5.2, RSV1 to RSV3: no extension is agreed on. */
    static List<FrameCase> reservedBits() {
        List<FrameCase> cases = new ArrayList<>();
        for (int bits = 1; bits <= 7; bits++) {
            int reserved = bits << 4;
            for (int opcode : new int[] {TEXT, BINARY, PING, CLOSE}) {
                cases.add(new FrameCase("3 reserved bits " + bits + ", opcode " + opcode).send(FIN | reserved | opcode, opcode == CLOSE ? NOTHING : filled(9, '*')).closes(1002));
            }
            cases.add(new FrameCase("3 reserved bits " + bits + " behind a message").send(WHOLE_TEXT, HELLO).send(WHOLE_TEXT | reserved, HELLO).send(FIN | PING, NOTHING).echoes(HELLO).closes(1002));
            cases.add(new FrameCase("3 reserved bits " + bits + ", byte by byte").send(WHOLE_TEXT | reserved, HELLO).inPieces(1).closes(1002));
        }
        return cases;
    }

    /** Section 5.2, opcodes. */
    static List<FrameCase> opcodes() {
        List<FrameCase> cases = new ArrayList<>();
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            cases.add(new FrameCase("4 opcode " + opcode).send(FIN | opcode, NOTHING).closes(1002));
            cases.add(new FrameCase("4 opcode " + opcode + " with a payload").send(FIN | opcode, HELLO).closes(1002));
            cases.add(new FrameCase("4 opcode " + opcode + " before a ping").send(FIN | opcode, HELLO).send(FIN | PING, NOTHING).closes(1002));
            cases.add(new FrameCase("4 opcode " + opcode + ", byte by byte").send(FIN | opcode, HELLO).send(FIN | PING, NOTHING).inPieces(1).closes(1002));
        }
        return cases;
    }

    /** Section 5.4. */
    static List<FrameCase> fragmentation() {
        List<FrameCase> cases = new ArrayList<>();
        cases.add(new FrameCase("5 a ping in fragments").send(PING, "frag").send(LAST, "ment").closes(1002));
        cases.add(new FrameCase("5 a pong in fragments").send(PONG, "frag").send(LAST, "ment").closes(1002));
        for (int piece : new int[] {Integer.MAX_VALUE, 7, 1}) {
            String how = ", in pieces of " + piece;
            byte[] ping = "between".getBytes(StandardCharsets.US_ASCII);
            cases.add(new FrameCase("5 text in two" + how).send(TEXT, "frag").send(LAST, "ment").inPieces(piece).echoes("fragment"));
            cases.add(new FrameCase("5 text in two, a ping between" + how).send(TEXT, "frag").send(FIN | PING, ping).send(LAST, "ment").inPieces(piece).pongs(ping).echoes("fragment"));
            cases.add(new FrameCase("5 a last continuation of nothing" + how).send(LAST, HELLO).send(WHOLE_TEXT, HELLO).inPieces(piece).closes(1002));
            cases.add(new FrameCase("5 a continuation of nothing" + how).send(CONTINUATION, HELLO).send(WHOLE_TEXT, HELLO).inPieces(piece).closes(1002));
            cases.add(new FrameCase("5 a continuation behind a whole message" + how).send(TEXT, "frag").send(LAST, "ment").send(CONTINUATION, HELLO).send(WHOLE_TEXT, HELLO).inPieces(piece)
                    .echoes("fragment").closes(1002));
            cases.add(new FrameCase("5 a message within another" + how).send(TEXT, "frag").send(WHOLE_TEXT, HELLO).inPieces(piece).closes(1002));
        }
        cases.add(new FrameCase("5 a message's beginning within another").send(TEXT, "frag").send(BINARY, "ment").closes(1002));
        cases.add(new FrameCase("5 continuations of nothing, again and again").send(CONTINUATION, HELLO).send(LAST, HELLO).send(CONTINUATION, HELLO).closes(1002));
        FrameCase five = new FrameCase("5 text in five, pings between");
        for (int part = 1; part <= 5; part++) {
            five.send((part == 1 ? TEXT : 0) | (part == 5 ? FIN : 0), "part" + part).echoes("part" + part);
            if (part < 5) {
                five.send(FIN | PING, "ping" + part).pongs(("ping" + part).getBytes(StandardCharsets.US_ASCII));
            }
        }
        cases.add(five);
        cases.add(new FrameCase("5 empty fragments").send(TEXT, NOTHING).send(CONTINUATION, NOTHING).send(LAST, NOTHING));
        cases.add(new FrameCase("5 empty fragments around one").send(TEXT, NOTHING).send(CONTINUATION, "middle").send(LAST, NOTHING).echoes("middle"));
        return cases;
    }

    /** Sections 5.5.1 and 7. */
    static List<FrameCase> closing() {
        List<FrameCase> cases = new ArrayList<>();
        byte[] goodbye = RawWebSocket.close(1000, "");
        cases.add(new FrameCase("7 a message, then the close").send(WHOLE_TEXT, HELLO).send(goodbye).echoes(HELLO).closes(1000));
        cases.add(new FrameCase("7 two closes").send(goodbye).send(goodbye).closes(1000));
        cases.add(new FrameCase("7 a ping behind the close").send(goodbye).send(FIN | PING, HELLO).closes(1000));
        cases.add(new FrameCase("7 a message behind the close").send(goodbye).send(WHOLE_TEXT, HELLO).closes(1000));
        cases.add(new FrameCase("7 nonsense behind the close").send(goodbye).send(filled(64, 0xff)).closes(1000));
        cases.add(new FrameCase("7 a close within a message").send(TEXT, "frag").send(goodbye).send(LAST, "ment").closes(1000));
        cases.add(new FrameCase("7 256 KiB behind the close").send(goodbye).send(WHOLE_TEXT, filled(256 << 10, '*')).closes(1000));
        cases.add(new FrameCase("7 a close without a code").send(FIN | CLOSE, NOTHING).closes(1000, 1005));
        cases.add(new FrameCase("7 a close of one byte").send(FIN | CLOSE, new byte[] {3}).closes(1002));
        cases.add(new FrameCase("7 a close with a reason").send(RawWebSocket.close(1000, HELLO)).closes(1000));
        cases.add(new FrameCase("7 a close with 123 bytes of reason").send(RawWebSocket.close(1000, "*".repeat(123))).closes(1000));
        cases.add(new FrameCase("7 a close with 124 bytes of reason").send(RawWebSocket.close(1000, "*".repeat(124))).closes(1002));
        cases.add(new FrameCase("7 a close whose reason is no UTF-8").send(FIN | CLOSE, new byte[] {3, (byte) 0xe8, (byte) 0xce, (byte) 0xba, (byte) 0xed, (byte) 0xa0, (byte) 0x80}).closes(1007));
        for (int code : new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
            cases.add(new FrameCase("7 a close with " + code).send(RawWebSocket.close(code, "")).closes(code, 1000));
        }
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            cases.add(new FrameCase("7 a close with " + code + ", which nobody may send").send(RawWebSocket.close(code, "")).closes(1002));
        }
        return cases;
    }

    /** Section 10.4: what is too much is refused; what is not is taken, in whatever pieces. */
    static List<FrameCase> limits() {
        List<FrameCase> cases = new ArrayList<>();
        for (int opcode : new int[] {TEXT, BINARY}) {
            for (int length : new int[] {64 << 10, 256 << 10}) {
                byte[] payload = filled(length, '*');
                cases.add(new FrameCase("9 opcode " + opcode + ", " + length + " bytes").send(FIN | opcode, payload).echoes(payload));
                for (int fragment : new int[] {256, 1 << 10, 4 << 10, 16 << 10}) {
                    cases.add(length / fragment > 1_024 ? null : new FrameCase("9 opcode " + opcode + ", " + length + " bytes in fragments of " + fragment).fragments(opcode, payload, fragment).echoes(payload));
                }
            }
            byte[] whole = filled(64 << 10, '*');
            for (int piece : new int[] {64, 128, 256, 512, 1_024, 2_048}) {
                cases.add(new FrameCase("9 opcode " + opcode + ", 65536 bytes in pieces of " + piece).send(FIN | opcode, whole).inPieces(piece).echoes(whole));
            }
            for (int length : new int[] {LARGEST + 1, 4 << 20, 16 << 20}) {
                byte[] header = ByteBuffer.allocate(14).put((byte) (FIN | opcode)).put((byte) 0xff).putLong(length).putInt(0).array();
                cases.add(new FrameCase("9 opcode " + opcode + ", the header of " + length + " bytes").send(header).closes(1009));
            }
            cases.add(new FrameCase("9 opcode " + opcode + ", 4 MiB in fragments of 64 KiB").fragments(opcode, filled(4 << 20, '*'), 64 << 10).closes(1009));
            cases.add(new FrameCase("9 opcode " + opcode + ", 4 MiB in fragments of 64 bytes").fragments(opcode, filled(4 << 20, '*'), 64).closes(1008));
            for (int length : new int[] {0, 16, 64, 256, 1_024}) {
                FrameCase many = new FrameCase("9 opcode " + opcode + ", 200 messages of " + length + " bytes");
                for (int message = 0; message < 200; message++) {
                    many.send(FIN | opcode, filled(length, '*')).echoes(filled(length, '*'));
                }
                cases.add(many);
            }
        }
        cases.removeIf(java.util.Objects::isNull);
        return cases;
    }

    static List<FrameCase> byChance() {
        byte[] payload = filled(65_536, '*');
        return List.of(new FrameCase("10 65536 bytes in fragments of 1300").fragments(TEXT, payload, 1_300).echoes(payload),
                new FrameCase("10 65536 bytes in fragments of 1300, in pieces of 997").fragments(BINARY, payload, 1_300).inPieces(997).echoes(payload));
    }
}
