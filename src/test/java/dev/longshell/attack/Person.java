package dev.longshell.attack;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody with a login, or nobody; what they try goes through the doors that are open to everybody. */
final class Person {
    static final String PASSWORD = "a good long password";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static Person admin;

    private final URI server;
    private final String username;
    private final String token;

    Person(URI server, String username, String token) {
        this.server = server;
        this.username = username;
        this.token = token;
    }

    /** The admin of the server that all tests share; one login for all. */
    static synchronized Person admin() {
        if (admin == null) {
            RunningLongshell shared = RunningLongshell.shared();
            admin = logIn(shared.baseUrl(), shared.adminUsername(), shared.adminPassword());
        }
        return admin;
    }

    /** A new login of somebody who exists. */
    static Person logIn(URI server, String username, String password) {
        RawHttp.Answer answer = RawHttp.send(server, "POST", "/api/auth/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError(username + " cannot log in: " + answer);
        }
        return new Person(server, username, json(answer).get("token").getAsString());
    }

    /** Somebody new, member of nothing, logged in. */
    Person newcomer() {
        String name = "guest" + System.nanoTime() + NAMES.incrementAndGet();
        insist(201, "POST", "/api/users", "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
        return logIn(server, name, PASSWORD);
    }

    /** Somebody new with that role in the project. */
    Person newMember(String project, String role) {
        Person newcomer = newcomer();
        insist(200, "PUT", "/api/projects/" + project + "/members/" + newcomer.username, "{\"role\":\"" + role + "\"}");
        return newcomer;
    }

    /** Who comes with a new personal token of this person's. */
    Person newToken(String scope) {
        String draft = "{\"name\":\"" + scope + "\",\"expiresInDays\":1,\"scope\":\"" + scope + "\"}";
        return new Person(server, username, json(insist(201, "POST", "/api/me/tokens", draft)).get("token")
                .getAsString());
    }

    /** A project of its own. @return its slug */
    String newProject() {
        String path = System.getProperty("user.home");
        return json(insist(201, "POST", "/api/projects", "{\"name\":\"Attack " + System.nanoTime() + "\",\"path\":\"" + path + "\"}")).get("slug").getAsString();
    }

    /** A session in that project. @return its id */
    String open(String project, String... command) {
        String words = new Gson().toJson(command.length == 0 ? new String[] {"/bin/cat"} : command);
        return json(insist(201, "POST", "/api/projects/" + project + "/sessions", "{\"kind\":\"terminal\",\"command\":" + words + "}")).get("id").getAsString();
    }

    RawHttp.Answer call(String method, String path, String body) {
        return RawHttp.send(server, method, path, body, "Authorization: Bearer " + token);
    }

    /** A call that must be answered with that status. */
    RawHttp.Answer insist(int status, String method, String path, String body) {
        RawHttp.Answer answer = call(method, path, body);
        if (answer.status() != status) {
            throw new AssertionError(method + " " + path + " as " + username + " instead of " + status + ": " + answer);
        }
        return answer;
    }

    SocketPeer attach(String session) throws IOException {
        return SocketPeer.framed(server, "/ws/terminal/" + session, token);
    }

    URI server() {
        return server;
    }

    String username() {
        return username;
    }

    String token() {
        return token;
    }

    static JsonObject json(RawHttp.Answer answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
