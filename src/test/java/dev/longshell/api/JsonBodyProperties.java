package dev.longshell.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.session.ProjectDraft;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every body, not only for those that somebody thought of. */
class JsonBodyProperties {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Provide
    Arbitrary<ProjectDraft> drafts() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20).filter(JsonBodyProperties::isText);
        Arbitrary<Map<String, String>> variables = Arbitraries.maps(text, text).ofMaxSize(5);
        return Combinators.combine(text.injectNull(0.3), text, text.injectNull(0.3), variables.injectNull(0.3),
                Arbitraries.integers().injectNull(0.3), Arbitraries.integers(),
                Arbitraries.of(true, false).injectNull(0.3))
                        .as((slug, name, path, environment, minutes, most, clipboard) ->
                new ProjectDraft(slug, name, path, null, environment, minutes, most, clipboard, null));
    }

    private static boolean isText(String word) {
        return word.indexOf('\0') < 0 && word.codePoints()
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    @Property(tries = 1000)
    void readsWhateverAnotherLibraryHasWritten(@ForAll("drafts") ProjectDraft draft) {
        assertEquals(draft, JsonBody.read(GSON.toJson(draft).getBytes(StandardCharsets.UTF_8), ProjectDraft.class));
    }

    /** A body that is cut anywhere is no body, however it goes on in other readers. */
    @Property(tries = 1000)
    void takesNoPieceOfABody(@ForAll("drafts") ProjectDraft draft, @ForAll int where) {
        byte[] whole = GSON.toJson(draft).getBytes(StandardCharsets.UTF_8);
        byte[] piece = Arrays.copyOf(whole, 1 + Math.floorMod(where, whole.length - 1));
        assertThrows(UnreadableBody.class, () -> JsonBody.read(piece, ProjectDraft.class));
    }

    /** One bit that is another gives another body that is well-formed, or none; never another failure. */
    @Property(tries = 3000)
    void refusesOrReadsABodyOfWhichABitIsWrong(@ForAll("drafts") ProjectDraft draft, @ForAll int where) {
        byte[] body = GSON.toJson(draft).getBytes(StandardCharsets.UTF_8);
        body[Math.floorMod(where >> 3, body.length)] ^= (byte) (1 << (where & 7));
        try {
            agree(body, JsonBody.read(body, ProjectDraft.class));
        } catch (UnreadableBody refused) {
            assertEquals(refused.getMessage(), refused.getMessage().strip());
        }
    }

    /** What was read is what a reader of trees finds there. */
    static void agree(byte[] body, ProjectDraft read) {
        JsonObject tree = JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
        JsonObject again = GSON.toJsonTree(read).getAsJsonObject();
        tree.entrySet().removeIf(member -> member.getValue().isJsonNull());
        assertEquals(again.keySet(), tree.keySet());
        for (Map.Entry<String, JsonElement> member : again.entrySet()) {
            JsonElement there = tree.get(member.getKey());
            boolean number = there.isJsonPrimitive() && there.getAsJsonPrimitive().isNumber();
            assertEquals(member.getValue(), number ? GSON.toJsonTree(there.getAsBigDecimal().intValueExact()) : there);
        }
    }
}
