package dev.longshell.attack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the audit says of an attack, as an admin reads it; a row comes a moment after the answer. */
final class Trail {
    private Trail() {
    }

    /** The one refusal of that request, which nobody else may have made. @param request such as {@code GET /api/me} */
    static JsonObject refusalOf(String request) {
        JsonArray rows = await("a row of the audit about " + request).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50))
                .until(() -> rows("request", request), found -> !found.isEmpty());
        assertEquals(1, rows.size(), rows.toString());
        JsonObject row = rows.get(0).getAsJsonObject();
        assertEquals("refused", row.get("outcome").getAsString());
        return row;
    }

    /** Newest first. @param about null: about anything */
    static JsonArray rows(String action, String about) {
        String query = "/api/audit?action=" + action + (about == null ? "" : "&about=" + URLEncoder.encode(about, StandardCharsets.UTF_8));
        return JsonParser.parseString(Person.admin().insist(200, "GET", query, null).body()).getAsJsonArray();
    }
}
