package dev.longshell.screen;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** xterm.js behind a pipe (src/test/oracle/batch.js): judges snapshots; knows nothing of how they are made. */
final class Oracle implements AutoCloseable {

    record Size(int columns, int rows, int history) {
        static final Size STANDARD = new Size(80, 24, 1000);

        JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("cols", columns);
            json.addProperty("rows", rows);
            json.addProperty("scrollback", history);
            return json;
        }
    }

    record Resized(int at, int columns, int rows) { }

    record Case(String group, String name, byte[] stream, int split, Size size, List<Resized> resizes) { }

    /** @param error xterm.js itself threw, and said so; else null */
    record Verdict(String error, List<String> atSplit, List<String> atEnd) {
        boolean isEqual() {
            return error == null && atSplit.isEmpty() && atEnd.isEmpty();
        }
    }

    private final Process process;
    private final BufferedWriter toNode;
    private final BufferedReader fromNode;
    private final Gson gson = new Gson();
    private byte[] named;
    private int name;

    Oracle() throws IOException {
        process = new ProcessBuilder("node", "src/test/oracle/batch.js").redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        toNode = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        fromNode = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private JsonObject ask(JsonObject request) {
        try {
            toNode.write(gson.toJson(request));
            toNode.newLine();
            toNode.flush();
            String answer = fromNode.readLine();
            if (answer == null) {
                throw new IllegalStateException("the oracle ended");
            }
            return gson.fromJson(answer, JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the oracle does not answer", e);
        }
    }

    private static JsonObject request(String command) {
        JsonObject request = new JsonObject();
        request.addProperty("command", command);
        return request;
    }

    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (JsonElement element : ask(request("cases")).getAsJsonArray("cases")) {
            JsonObject json = element.getAsJsonObject();
            List<Resized> resizes = new ArrayList<>();
            if (json.has("resizes")) {
                for (JsonElement resize : json.getAsJsonArray("resizes")) {
                    JsonObject at = resize.getAsJsonObject();
                    resizes.add(new Resized(at.get("at").getAsInt(), at.get("cols").getAsInt(),
                        at.get("rows").getAsInt()));
                }
            }
            Size size = Size.STANDARD;
            if (json.has("size")) {
                JsonObject given = json.getAsJsonObject("size");
                size = new Size(given.get("cols").getAsInt(), given.get("rows").getAsInt(),
                    given.get("scrollback").getAsInt());
            }
            cases.add(new Case(json.get("group").getAsString(), json.get("name").getAsString(),
                decode(json.get("stream")), json.get("split").getAsInt(), size, resizes));
        }
        return cases;
    }

    byte[] generate(int seed, int length, Size size) {
        JsonObject request = request("generate");
        request.addProperty("seed", seed);
        request.addProperty("length", length);
        request.add("size", size.json());
        return decode(ask(request).get("stream"));
    }

    /** @param mended xterm.js as the page mends it; else as it comes */
    Verdict check(byte[] stream, int split, byte[] snapshot, Size size, List<Resized> resizes, boolean mended) {
        JsonObject request = request("check");
        request.addProperty("mended", mended);
        give(request, stream);
        request.addProperty("split", split);
        request.addProperty("snapshot", Base64.getEncoder().encodeToString(snapshot));
        request.add("size", size.json());
        JsonArray changes = new JsonArray();
        for (Resized resize : resizes) {
            JsonObject change = new JsonObject();
            change.addProperty("at", resize.at);
            change.addProperty("cols", resize.columns);
            change.addProperty("rows", resize.rows);
            changes.add(change);
        }
        request.add("resizes", changes);
        JsonObject answer = ask(request);
        if (answer.has("error")) {
            return new Verdict(answer.get("error").getAsString(), List.of(), List.of());
        }
        return new Verdict(null, differences(answer, "atSplit"), differences(answer, "final"));
    }

    /** The text of the first row after these writes. @param mended xterm.js as the page mends it; else as it comes */
    String firstRow(boolean mended, byte[]... writes) {
        JsonObject request = request("row");
        request.addProperty("mended", mended);
        JsonArray parts = new JsonArray();
        for (byte[] write : writes) {
            parts.add(Base64.getEncoder().encodeToString(write));
        }
        request.add("writes", parts);
        return ask(request).get("text").getAsString();
    }

    String replies(byte[] stream, Size size) {
        JsonObject request = request("replies");
        give(request, stream);
        request.add("size", size.json());
        return ask(request).get("replies").getAsString();
    }

    double megabytesPerSecond(byte[] stream, int megabytes) {
        JsonObject request = request("measure");
        give(request, stream);
        request.addProperty("megabytes", megabytes);
        return ask(request).get("megabytesPerSecond").getAsDouble();
    }

    private void give(JsonObject request, byte[] stream) {
        if (named != stream) {
            named = stream;
            name++;
            request.addProperty("stream", Base64.getEncoder().encodeToString(stream));
        }
        request.addProperty("name", name);
    }

    private static List<String> differences(JsonObject answer, String when) {
        return StreamSupport.stream(answer.getAsJsonArray(when).spliterator(), false).map(JsonElement::getAsJsonObject)
            .map(json -> json.get("aspect").getAsString() + ": " + json.get("detail").getAsString()).toList();
    }

    private static byte[] decode(JsonElement base64) {
        return Base64.getDecoder().decode(base64.getAsString());
    }

    @Override
    public void close() throws IOException {
        toNode.close();
        process.destroy();
    }
}
