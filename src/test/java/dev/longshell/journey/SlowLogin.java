package dev.longshell.journey;

import com.google.gson.Gson;
import dev.longshell.cli.RunningLongshell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A log-in whose body comes in two halves, so that its request is in flight for as long as a test wants. */
final class SlowLogin implements AutoCloseable {
    private final Socket socket;
    private final byte[] body;

    private SlowLogin(Socket socket, byte[] body) {
        this.socket = socket;
        this.body = body;
    }

    /** Sends the first half. */
    static SlowLogin begin(RunningLongshell server) throws IOException {
        byte[] body = new Gson().toJson(Map.of("username", server.adminUsername(), "password", server.adminPassword())).getBytes(StandardCharsets.UTF_8);
        SlowLogin login = new SlowLogin(new Socket("127.0.0.1", server.port()), body);
        String head = "POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        login.socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        login.socket.getOutputStream().write(body, 0, body.length / 2);
        return login;
    }

    /** Sends the second half. @return the status of the answer */
    int finish() throws IOException {
        socket.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        return line == null ? 0 : Integer.parseInt(line.split(" ")[1]);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
