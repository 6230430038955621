package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What the audit says of an attack, as an admin reads it; a row comes a moment after the answer. */
final class Trail {
    private Trail() {
    }

    /** The one refusal of that request, which nobody else may have made. @param request such as {@code GET /api/me} */
    static JsonObject refusalOf(String request) {
        JsonArray rows = await("action=request&about=" + encoded(request));
        assertEquals(1, rows.size(), rows.toString());
        JsonObject row = rows.get(0).getAsJsonObject();
        assertEquals("refused", row.get("outcome").getAsString());
        return row;
    }

    /** What that name has done, once there is something; newest first. */
    static JsonArray awaitOf(String who) {
        return await("who=" + encoded(who));
    }

    /** The newest row of that kind whose detail has that in it. @param about null for anything @param who by name; none for anybody */
    static JsonObject await(String action, String about, String outcome, String detail, String... who) {
        String filter = "action=" + action + (about == null ? "" : "&about=" + encoded(about)) + (who.length == 0 ? "" : "&who=" + encoded(who[0]));
        return Awaitility.await("a row of the audit: " + action + " " + about + " " + outcome + " " + detail).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50))
                .until(() -> rows(filter).asList().stream().map(JsonElement::getAsJsonObject)
                        .filter(row -> row.get("outcome").getAsString().equals(outcome) && textOf(row, "detail").contains(detail)).findFirst(), Optional::isPresent).get();
    }

    private static String textOf(JsonObject row, String member) {
        return row.has(member) && !row.get(member).isJsonNull() ? row.get(member).getAsString() : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonArray await(String filter) {
        return Awaitility.await("a row of the audit with " + filter).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50))
                .until(() -> rows(filter), found -> !found.isEmpty());
    }

    private static JsonArray rows(String filter) {
        String query = "/api/audit?" + filter;
        return JsonParser.parseString(Person.admin().insist(200, "GET", query, null).body()).getAsJsonArray();
    }
}
