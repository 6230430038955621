package dev.longshell.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Speaks to the API as a program does; {@code headers} come in pairs. */
public final class ApiClient {
    /** An answer. */
    public record Answer(int status, String body, HttpResponse<String> whole) {
        public JsonElement json() {
            return JsonParser.parseString(body);
        }

        public String text(String member) {
            return ((JsonObject) json()).get(member).getAsString();
        }

        public String header(String name) {
            return whole.headers().firstValue(name).orElse(null);
        }
    }

    private static String token;
    /** As every client speaks with our own listeners (cli.BootCommands); the one under test would let itself be upgraded to HTTP/2, where an answer once never came. */
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public ApiClient(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    /** A request of nobody. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request of the admin's. */
    public Answer admin(String method, String path, String body) {
        return send(method, path, body, "Authorization", "Bearer " + token());
    }

    /** The admin's token; one login for all tests. */
    public synchronized String token() {
        if (token == null) {
            token = login("admin", House.PASSWORD).text("token");
        }
        return token;
    }

    public Answer login(String username, String password) {
        return send("POST", "/api/auth/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }
}
