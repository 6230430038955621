package dev.longshell.journey;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The HTTP API as a program uses it: bearer token, JSON; knows nothing of sockets. */
public final class Api {
    private static final Gson GSON = new Gson();

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private String token;

    public Api(URI base) {
        this.base = base;
    }

    /** Logs in and keeps the token. */
    public Api login(String username, String password) throws IOException, InterruptedException {
        token = call("POST", "/api/auth/login", Map.of("username", username, "password", password), 200).get("token").getAsString();
        return this;
    }

    public String token() {
        return token;
    }

    public URI base() {
        return base;
    }

    public HttpClient client() {
        return client;
    }

    /** Opens a session of a shell without login files, so that its prompt and speed are the same everywhere. */
    public String openShell(String project) throws IOException, InterruptedException {
        Map<String, Object> draft = Map.of("kind", "terminal", "cols", 80, "rows", 24, "command", new String[] {"/bin/bash", "--norc", "--noprofile"});
        return call("POST", "/api/projects/" + project + "/sessions", draft, 201).get("id").getAsString();
    }

    public JsonObject session(String id) throws IOException, InterruptedException {
        return call("GET", "/api/sessions/" + id, null, 200);
    }

    public void end(String id) throws IOException, InterruptedException {
        send("DELETE", "/api/sessions/" + id, null);
    }

    /** Calls and insists on the status. */
    public JsonObject call(String method, String path, Object body, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() != status) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " instead of " + status + ": " + answer.body());
        }
        return GSON.fromJson(answer.body(), JsonObject.class);
    }

    public HttpResponse<String> send(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(GSON.toJson(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
