package dev.longshell.attack;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.longshell.attack.Matrix.Line;
import dev.longshell.attack.MatrixActors.Actor;
import java.util.Map;

/**
 * What is sent for a line of the matrix: the path with something in the place of each parameter, and a body that is
 * right. What a call takes away is made for that call.
 */
final class MatrixCalls {
    /** @param path with nothing in braces @param body null for none @param after undoes what the call did */
    record Call(Actor actor, String path, String body, Runnable after) {
    }

    private static final Runnable NOTHING = () -> { };
    /** Where DoorTests names a pattern, an address that it covers. */
    private static final Map<String, String> EXAMPLES = Map.of("*.jsp", "/x.jsp", "*.jspx", "/x.jspx",
            "/resources/*", "/resources/css/console.css", "/health/*", "/health", "/metrics/*", "/metrics",
            "/openapi/*", "/openapi", "/project.xhtml", "/project.xhtml?slug=", "/members.xhtml",
            "/members.xhtml?slug=");
    private static final String SIZE = "{\"cols\":80,\"rows\":24}";

    private final MatrixActors actors;

    MatrixCalls(MatrixActors actors) {
        this.actors = actors;
    }

    /** @param done whether the call is to be let do it, so that it needs something of its own to do it to */
    Call of(Line line, Actor actor, boolean done) {
        return switch (line.toString()) {
            case "POST /api/auth/login" -> plain(line, actor, "{}");
            case "POST /api/auth/logout" -> plain(line, actor.once(), null);
            case "POST /api/me/password" -> plain(line, actor, "{\"current\":\"" + Person.PASSWORD
                    + "\",\"password\":\"short\"}");
            case "POST /api/me/tokens" -> plain(line, actor,
                    "{\"name\":\"another\",\"expiresInDays\":1,\"scope\":\"read\"}");
            case "DELETE /api/me/logins/{id}" -> with(line, actor, "{id}",
                    done ? actors.newLogin(actor.person()) : unknown());
            case "DELETE /api/me/tokens/{id}" -> with(line, actor, "{id}", done ? newToken(actor) : unknown());
            case "POST /api/users" -> plain(line, actor, "{\"username\":\"matrix" + System.nanoTime()
                    + "\",\"password\":\"" + Person.PASSWORD + "\",\"admin\":false}");
            case "PATCH /api/users/{username}" -> plain(line, actor, "{\"disabled\":false}");
            case "POST /api/users/{username}/password" -> plain(line, actor, "{\"password\":\"" + Person.PASSWORD
                    + "\"}");
            case "POST /api/projects" -> newProject(line, actor);
            case "PATCH /api/projects/{slug}" -> plain(line, actor, "{\"retentionMinutes\":-1}");
            case "PATCH /api/projects/{slug} variables" -> plain(line, actor, "{\"environment\":{\"PATH\":\"/bin\"}}");
            case "PATCH /api/projects/{slug} run-as" -> plain(line, actor, "{\"runAs\":\"\"}");
            case "DELETE /api/projects/{slug}" -> with(line, actor, "{slug}", done ? actors.chief().newProject()
                    : actors.project());
            case "PUT /api/projects/{slug}/members/{username}" -> plain(line, actor, "{\"role\":\"viewer\"}");
            case "DELETE /api/projects/{slug}/members/{username}" -> removal(line, actor);
            case "DELETE /api/projects/{slug}/members/{username} of-oneself" -> leaving(line, actor);
            case "POST /api/projects/{slug}/sessions" -> plain(line, actor,
                    "{\"kind\":\"terminal\",\"command\":[\"/bin/true\"]}");
            case "PATCH /api/sessions/{id}" -> plain(line, actor, "{\"name\":\"matrix\"}");
            case "DELETE /api/sessions/{id}" -> with(line, actor, "{id}", done ? actors.chief().open(actors.project())
                    : actors.spare());
            case "POST /api/sessions/{id}/input" -> plain(line, actor, "{\"text\":\"x\",\"submit\":false}");
            case "POST /api/sessions/{id}/resize", "POST /api/sessions/{id}/restart" -> plain(line, actor, SIZE);
            case "POST /api/sessions/{id}/signal" -> plain(line, actor, "{\"signal\":\"CONT\"}");
            case "POST /api/sessions/{id}/shares" -> plain(line, actor,
                    "{\"role\":\"observer\",\"expiresInMinutes\":1}");
            case "DELETE /api/sessions/{id}/shares/{share}" -> with(line, actor, "{share}", done ? newShare()
                    : unknown());
            case "GET /ws/{channel}/{session} terminal", "GET /ws/{channel}/{session} claude" ->
                    with(line, actor, "{channel}", line.variant());
            case "GET /openid/login link" -> new Call(actor, line.path() + "?link=1", null, NOTHING);
            default -> plain(line, actor, null);
        };
    }

    private Call plain(Line line, Actor actor, String body) {
        String path = EXAMPLES.getOrDefault(line.path(), line.path());
        return new Call(actor, filled(path.endsWith("=") ? path + "{slug}" : path), body, NOTHING);
    }

    private Call with(Line line, Actor actor, String parameter, String value) {
        return new Call(actor, filled(line.path().replace(parameter, value)), null, NOTHING);
    }

    private String filled(String path) {
        return path.replace("{slug}", actors.project()).replace("{username}", actors.target().username())
                .replace("{id}", actors.session()).replace("{session}", actors.session());
    }

    static String unknown() {
        return "00000000-0000-0000-0000-000000000000";
    }

    String newToken(Actor actor) {
        return Person.json(actor.person().insist(201, "POST", "/api/me/tokens",
                "{\"name\":\"to be revoked\",\"expiresInDays\":1,\"scope\":\"read\"}")).get("id").getAsString();
    }

    private String newShare() {
        return Person.json(actors.chief().insist(201, "POST", "/api/sessions/" + actors.session() + "/shares", "{}"))
                .get("id").getAsString();
    }

    private Call newProject(Line line, Actor actor) {
        String slug = "matrix-" + System.nanoTime();
        String home = System.getProperty("user.home");
        String body = "{\"name\":\"Matrix\",\"slug\":\"" + slug + "\",\"path\":\"" + home + "\"}";
        return new Call(actor, line.path(), body,
                () -> actors.chief().insist(204, "DELETE", "/api/projects/" + slug, null));
    }

    private Call removal(Line line, Actor actor) {
        String member = "/api/projects/" + actors.project() + "/members/" + actors.target().username();
        actors.chief().insist(200, "PUT", member, "{\"role\":\"viewer\"}");
        return plain(line, actor, null);
    }

    private Call leaving(Line line, Actor actor) {
        String username = actor.person() == null ? actors.target().username() : actor.person().username();
        String members = "/api/projects/" + actors.project() + "/members";
        String list = actors.chief().insist(200, "GET", members, null).body();
        String role = JsonParser.parseString(list).getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject)
                .filter(each -> each.get("username").getAsString().equals(username))
                .map(each -> each.get("role").getAsString()).findFirst().orElse("");
        Runnable back = () -> actors.chief()
                .insist(200, "PUT", members + "/" + username, "{\"role\":\"" + role + "\"}");
        String path = filled(line.path().replace("{username}", username));
        return new Call(actor, path, null, role.isEmpty() ? NOTHING : back);
    }
}
