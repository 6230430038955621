package dev.longshell.payara;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutputUntilCloseTest {
    private static final byte[] MESSAGE = {(byte) 0x82, 1, 8};
    private static final byte[] CLOSE = {(byte) 0x88, 2, 3, (byte) 0xe8};

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final OutputUntilClose output = new OutputUntilClose(new ServletOutputStream() {
        @Override
        public void write(int next) {
            sent.write(next);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("it is always ready");
        }
    });

    @Test
    void writesNothingBehindACloseFrame() throws IOException {
        output.write(MESSAGE);
        output.write(CLOSE, 0, CLOSE.length);
        assertThrows(IOException.class, () -> output.write(MESSAGE));
        assertThrows(IOException.class, () -> output.write(CLOSE));
        assertArrayEquals(new byte[] {(byte) 0x82, 1, 8, (byte) 0x88, 2, 3, (byte) 0xe8}, sent.toByteArray());
    }
}
