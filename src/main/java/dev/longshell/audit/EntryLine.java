package dev.longshell.audit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.longshell.store.AuditEntry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** An entry as one line of a file, and back. */
final class EntryLine {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().registerTypeAdapter(Instant.class, new InstantText()).create();

    private EntryLine() {
    }

    static String write(AuditEntry entry) {
        return GSON.toJson(entry);
    }

    /** Empty for a line that is none of ours. */
    static Optional<AuditEntry> read(String line) {
        try {
            return Optional.ofNullable(GSON.fromJson(line, AuditEntry.class)).filter(entry -> entry.id() != null && entry.at() != null && entry.action() != null);
        } catch (JsonParseException | DateTimeException e) {
            return Optional.empty(); // the caller says that it was dropped
        }
    }

    /** ISO 8601, UTC. */
    private static final class InstantText extends TypeAdapter<Instant> {
        @Override
        public void write(JsonWriter out, Instant instant) throws IOException {
            out.value(instant.toString());
        }

        @Override
        public Instant read(JsonReader in) throws IOException {
            return Instant.parse(in.nextString());
        }
    }
}
