package dev.longshell.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A request whose body has been read, for whoever takes it as a stream; knows nothing of what is in it. Once the request is beyond
 * its bound of CPU time, a read throws: see {@link RequestCpu}.
 */
final class WholeRequest extends HttpServletRequestWrapper {
    private final Body body;

    WholeRequest(HttpServletRequest request, byte[] body, RequestCpu.Work work) {
        super(request);
        this.body = new Body(body, work);
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;
        private final RequestCpu.Work work;

        Body(byte[] bytes, RequestCpu.Work work) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.work = work;
        }

        @Override
        public int read() throws IOException {
            insistOnTime();
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            insistOnTime();
            return bytes.read(into, offset, length);
        }

        private void insistOnTime() throws IOException {
            if (work.isOver()) {
                throw new IOException("the request has used more CPU time than it may");
            }
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            try {
                listener.onDataAvailable();
                listener.onAllDataRead();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
