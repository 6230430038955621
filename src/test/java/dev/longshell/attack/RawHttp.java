package dev.longshell.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One request on a connection of its own, with exactly the path and headers that are given; knows nothing of what may be sent. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    /** @param head status line and headers @param body as text */
    record Answer(int status, List<String> head, String body) {
        /** The first header of that name. */
        Optional<String> header(String name) {
            return headers(name).stream().findFirst();
        }

        List<String> headers(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix)).map(line -> line.substring(prefix.length()).strip()).toList();
        }
    }

    private RawHttp() {
    }

    /** @param headers complete lines; Host and Connection are added when they are not among them */
    static Answer send(URI server, String method, String target, String body, String... headers) {
        return sendFrom(null, server, method, target, body, headers);
    }

    /** As {@link #send}, from that address of this machine. */
    static Answer sendFrom(InetAddress from, URI server, String method, String target, String body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        add(lines, "Host", server.getAuthority());
        add(lines, "Connection", "close");
        if (body != null) {
            add(lines, "Content-Type", "application/json");
            if (lines.stream().noneMatch(line -> line.startsWith("Transfer-Encoding:"))) {
                add(lines, "Content-Length", Integer.toString(content.length));
            }
        }
        String head = method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        try (Socket socket = new Socket()) {
            if (from != null) {
                socket.bind(new InetSocketAddress(from, 0));
            }
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    private static void add(List<String> lines, String name, String value) {
        if (lines.stream().noneMatch(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))) {
            lines.add(name + ": " + value);
        }
    }

    private static Answer read(InputStream in) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
        }
        int status = Integer.parseInt(head.get(0).split(" ")[1]);
        Answer without = new Answer(status, List.copyOf(head), "");
        if (status == 101 || status == 204 || status == 304) {
            return without;
        }
        return new Answer(status, without.head(), new String(content(in, without), StandardCharsets.UTF_8));
    }

    private static byte[] content(InputStream in, Answer head) throws IOException {
        if (head.header("Transfer-Encoding").isEmpty()) {
            return head.header("Content-Length").isPresent() ? in.readNBytes(Integer.parseInt(head.header("Content-Length").get())) : in.readAllBytes();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            whole.write(in.readNBytes(length));
            line(in);
        }
        return whole.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
