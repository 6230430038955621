package dev.longshell.attack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.attack.Matrix.Line;
import dev.longshell.attack.MatrixActors.Actor;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Presses the buttons of the pages as everybody. The form that is sent is the one that an admin's page shows, also
 * for those whose page does not: nothing of it is secret. A page answers 200 also where it did nothing, so each
 * button has a sign that something was done.
 */
final class MatrixForms {
    private static final Pattern FORM = Pattern.compile("<form id=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"(?: id=\"[^\"]*\")? value=\"([^\"]*)\"");
    private static final Predicate<RawHttp.Answer> SECRET_SHOWN = answer -> answer.body().contains("class=\"secret\"");
    private static final Predicate<RawHttp.Answer> SAVED = answer -> answer.body().contains("Saved: it counts");

    /** @param fields beside those that the form has @param sign that it was done */
    private record Press(Actor actor, Map<String, String> fields, Predicate<RawHttp.Answer> sign) {
    }

    private final MatrixActors actors;
    private final MatrixCalls calls;
    private final InetAddress from;

    MatrixForms(MatrixActors actors, MatrixCalls calls, InetAddress from) {
        this.actors = actors;
        this.calls = calls;
        this.from = from;
    }

    /** @param done whether it is to be done @return {@code done}, or the status of an answer that did nothing */
    String press(Line line, Actor actor, boolean done) {
        Press press = press(line.variant(), actor, done);
        String page = line.path().equals("/members.xhtml") ? line.path() + "?slug=" + actors.project() : line.path();
        String body = body(page, line.variant(), press.fields());
        RawHttp.Answer answer = send("POST", page, body, press.actor());
        return answer.status() < 400 && press.sign().test(answer) ? "done" : Integer.toString(answer.status());
    }

    private Press press(String button, Actor actor, boolean done) {
        String target = actors.target().username();
        return switch (button) {
            case "log-in" -> {
                Person person = actor.person() == null ? actors.target() : actor.person();
                yield new Press(actor, Map.of("username", person.username(), "password", Person.PASSWORD), answer ->
                        answer.headers("Set-Cookie").stream().anyMatch(each -> each.matches("longshell=ey.*")));
            }
            case "log-out" -> new Press(actor.once(), Map.of(), answer -> answer.header("Location").orElse("")
                    .equals("/login.xhtml"));
            case "end" -> taken(actor, done ? actors.newLogin(actor.person()) : MatrixCalls.unknown());
            case "revoke" -> taken(actor, done ? calls.newToken(actor) : MatrixCalls.unknown());
            case "unlink" -> taken(actor, done ? actors.newIdentity(actor.person()) : MatrixCalls.unknown());
            case "make-token" -> new Press(actor, Map.of("token-name", "another", "token-days", "7", "token-scope",
                    "read"), SECRET_SHOWN);
            case "change-password" -> new Press(actor, Map.of("current", Person.PASSWORD, "next", "short"), answer ->
                    answer.body().contains("New password: allowed are"));
            case "create-project" -> new Press(actor, Map.of("name", "Matrix " + System.nanoTime(), "path",
                    System.getProperty("user.home")), answer -> isRedirectedTo("/project.xhtml?slug=", answer));
            case "create-user" -> new Press(actor, Map.of("username", "matrix" + System.nanoTime()), SECRET_SHOWN);
            case "reset" -> new Press(actor, Map.of("who", target), SECRET_SHOWN);
            case "promote", "demote" -> user(actor, "admin", button.equals("promote"));
            case "disable", "enable" -> user(actor, "disabled", button.equals("disable"));
            case "add-member", "change", "remove" -> member(button, actor);
            case "save-limits" -> new Press(actor, Map.of("max-sessions", "", "retention-minutes", ""), SAVED);
            case "save-run-as" -> new Press(actor, Map.of("run-as", ""), SAVED);
            default -> throw new AssertionError("nobody said how to press " + button);
        };
    }

    private static boolean isRedirectedTo(String page, RawHttp.Answer answer) {
        return answer.header("Location").orElse("").startsWith(page);
    }

    private static Press taken(Actor actor, String which) {
        boolean real = !which.equals(MatrixCalls.unknown());
        return new Press(actor, Map.of("which", which), answer -> real && answer.status() == 200
                && answer.body().contains("id=\"make-token\"") && !answer.body().contains(which));
    }

    private Press user(Actor actor, String property, boolean wanted) {
        String target = actors.target().username();
        actors.chief().insist(200, "PATCH", "/api/users/" + target, "{\"" + property + "\":" + !wanted + "}");
        return new Press(actor, Map.of("who", target),
                answer -> find("/api/users", target).get(property).getAsBoolean() == wanted);
    }

    private Press member(String button, Actor actor) {
        String target = actors.target().username();
        String members = "/api/projects/" + actors.project() + "/members";
        actors.chief().insist(200, "PUT", members + "/" + target, "{\"role\":\"viewer\"}");
        Predicate<RawHttp.Answer> operatorNow =
                answer -> find(members, target).get("role").getAsString().equals("operator");
        return switch (button) {
            case "remove" -> new Press(actor, Map.of("who", target), answer -> find(members, target) == null);
            case "change" -> new Press(actor, Map.of("who", target, "new-role", "operator"), operatorNow);
            default -> new Press(actor, Map.of("username", target, "role", "operator"), operatorNow);
        };
    }

    private JsonObject find(String list, String username) {
        return JsonParser.parseString(actors.chief().insist(200, "GET", list, null).body()).getAsJsonArray().asList()
                .stream().map(JsonElement::getAsJsonObject)
                .filter(each -> each.get("username").getAsString().equals(username)).findFirst().orElse(null);
    }

    /** The form with that button; of several, one for each row, that of whom it is about, or the first. */
    private String body(String page, String button, Map<String, String> fields) {
        String shown = send("GET", page, null, page.equals("/login.xhtml") ? actors.get("none") : actors.get("admn"))
                .body();
        Pattern name = Pattern.compile("name=\"((?:[^\"]+:)?" + button + ")\"");
        Matcher form = FORM.matcher(shown);
        while (form.find()) {
            Matcher pressed = name.matcher(form.group());
            if (pressed.find() && (!fields.containsKey("who") || form.group().contains("value=\"" + fields.get("who")
                    + "\""))) {
                Map<String, String> all = new LinkedHashMap<>();
                Matcher hidden = HIDDEN.matcher(form.group());
                while (hidden.find()) {
                    all.put(hidden.group(1), hidden.group(2));
                }
                all.putAll(fields);
                all.put(pressed.group(1), "pressed");
                return encoded(all);
            }
        }
        throw new AssertionError("an admin sees no button " + button + " on " + page + ":\n" + shown);
    }

    private static String encoded(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }

    private RawHttp.Answer send(String method, String page, String form, Actor actor) {
        String type = "Content-Type: application/x-www-form-urlencoded";
        String[] headers = actor.authorization() == null ? new String[] {type}
                : new String[] {type, "Authorization: " + actor.authorization()};
        return RawHttp.sendFrom(from, actors.server(), method, page, form, headers);
    }
}
