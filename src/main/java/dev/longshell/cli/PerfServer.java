package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The HTTP API as the benchmark needs it: log in, open, end; knows nothing of what is measured. */
final class PerfServer {
    private record Login(String token) { }

    private record Opened(String id) { }

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String project;
    private final String token;
    private final List<String> ended = new ArrayList<>();

    PerfServer(URI url, String project, String token, String user, String password) throws IOException, InterruptedException {
        this.url = url;
        this.project = project;
        this.token = token != null ? token : Json.read(ask("POST", "/api/auth/login", Map.of("username", user, "password", password)), Login.class).token();
    }

    URI url() {
        return url;
    }

    String token() {
        return token;
    }

    /** Opens a terminal session. @param command null for the project's shell @return its id */
    String open(List<String> command) throws IOException, InterruptedException {
        Map<String, Object> draft = command == null ? Map.of("kind", "terminal") : Map.of("kind", "terminal", "command", command);
        return Json.read(ask("POST", "/api/projects/" + project + "/sessions", draft), Opened.class).id();
    }

    void end(String session) throws IOException, InterruptedException {
        ask("DELETE", "/api/sessions/" + session, null);
        ended.add(session);
    }

    /** Takes what was measured off the server's list: the first DELETE ends a session, the second forgets it, and one that had ended by itself is gone already. */
    void forget() throws IOException, InterruptedException {
        for (String session : ended) {
            send("DELETE", "/api/sessions/" + session, null);
        }
    }

    private String ask(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() >= 300) {
            throw new FaultException(Fault.START_FAILED, method + " " + path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).header("Content-Type", "application/json").header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpRequest.BodyPublisher content = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(Json.write(body));
        return client.send(request.method(method, content).build(), HttpResponse.BodyHandlers.ofString());
    }
}
