package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What the audit says of an attack, as an admin reads it; a row comes a moment after the answer. */
final class Trail {
    private Trail() {
    }

    /** The one refusal of that request, which nobody else may have made. @param request such as {@code GET /api/me} */
    static JsonObject refusalOf(String request) {
        JsonArray rows = await("action=request&about=" + URLEncoder.encode(request, StandardCharsets.UTF_8));
        assertEquals(1, rows.size(), rows.toString());
        JsonObject row = rows.get(0).getAsJsonObject();
        assertEquals("refused", row.get("outcome").getAsString());
        return row;
    }

    /** What that name has done, once there is something; newest first. */
    static JsonArray awaitOf(String who) {
        return await("who=" + URLEncoder.encode(who, StandardCharsets.UTF_8));
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
