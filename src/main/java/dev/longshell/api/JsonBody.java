package dev.longshell.api;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a body as the record that a resource wants, or refuses it and says which member is wrong. A body is one JSON
 * object (RFC 8259) in UTF-8: each member is one of the record's, of its type, and there once.
 *
 * <p>Nothing is skipped. So the types bound the work: a body is as deep and has as many members as its record, a list
 * or map has at most {@link #MOST_ELEMENTS} elements, and a number at most {@link #LONGEST_NUMBER} characters. Texts
 * are bounded by the body (access.WholeBodies). The parser is Gson's JsonReader in strict mode: it streams, is in the
 * WAR already, and is not the server's, which another release may replace.
 */
final class JsonBody {
    /** As many words as a command may have; of variables a project has fewer. */
    static final int MOST_ELEMENTS = 1_000;
    /** The longest number of 32 bits has 11. More digits than that are work for BigDecimal and mean nothing here. */
    static final int LONGEST_NUMBER = 32;
    /** Characters of a member's name that are told back. */
    private static final int LONGEST_SHOWN = 60;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final JsonReader json;

    private JsonBody(String text) {
        json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
    }

    /** @throws UnreadableBody with words for the sender */
    static <T extends Record> T read(byte[] body, Class<T> shape) {
        JsonBody reader = new JsonBody(text(body));
        try {
            T record = shape.cast(reader.object(RecordShape.of(shape), ""));
            reader.json.peek(); // refuses whatever stands behind it
            return record;
        } catch (EOFException e) {
            throw new UnreadableBody("The body ends in the middle of its JSON.", e);
        } catch (MalformedJsonException e) {
            throw new UnreadableBody("The body is not one JSON text and nothing else (RFC 8259).", e);
        } catch (IOException e) {
            throw new UnreadableBody("The body cannot be read.", e);
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            if (text.charAt(0) == BYTE_ORDER_MARK) {
                throw new UnreadableBody("The body begins with a byte order mark (RFC 8259 section 8.1).");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new UnreadableBody("The body is not UTF-8 (RFC 8259 section 8.1).", e);
        }
    }

    private Object object(RecordShape shape, String path) throws IOException {
        insist(JsonToken.BEGIN_OBJECT, "an object", path);
        Object[] values = shape.nothing();
        boolean[] seen = new boolean[values.length];
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            String member = path + shown(name);
            int place = shape.placeOf(name);
            if (place < 0) {
                throw new UnreadableBody(member + ": there is no such member here. There are: " + shape.names() + ".");
            }
            if (seen[place]) {
                throw twice(member);
            }
            seen[place] = true;
            if (json.peek() == JsonToken.NULL && !shape.isPrimitive(place)) {
                json.nextNull();
            } else {
                values[place] = value(shape.typeOf(place), member);
            }
        }
        json.endObject();
        return shape.make(values);
    }

    private Object value(Type type, String path) throws IOException {
        if (type instanceof ParameterizedType collection) {
            Type[] arguments = collection.getActualTypeArguments();
            return collection.getRawType() == List.class ? list(arguments[0], path) : map(arguments[1], path);
        }
        if (type == String.class) {
            insist(JsonToken.STRING, "a text", path);
            return wellFormed(json.nextString(), path);
        }
        if (type == Integer.class || type == int.class) {
            insist(JsonToken.NUMBER, "a whole number of 32 bits", path);
            return number(json.nextString(), path);
        }
        if (type == Boolean.class || type == boolean.class) {
            insist(JsonToken.BOOLEAN, "true or false", path);
            return json.nextBoolean();
        }
        return object(RecordShape.of((Class<?>) type), path + ".");
    }

    private List<Object> list(Type element, String path) throws IOException {
        insist(JsonToken.BEGIN_ARRAY, "a list", path);
        List<Object> elements = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            insistOnFew(elements.size(), path);
            elements.add(value(element, path + "[" + elements.size() + "]"));
        }
        json.endArray();
        return elements;
    }

    private Map<String, Object> map(Type element, String path) throws IOException {
        insist(JsonToken.BEGIN_OBJECT, "an object", path);
        Map<String, Object> elements = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            insistOnFew(elements.size(), path);
            String name = json.nextName();
            String member = path + "." + shown(name);
            if (elements.put(wellFormed(name, member), value(element, member)) != null) {
                throw twice(member);
            }
        }
        json.endObject();
        return elements;
    }

    private void insist(JsonToken wanted, String inWords, String path) throws IOException {
        if (json.peek() != wanted) {
            throw wrong(path, inWords);
        }
    }

    private static void insistOnFew(int already, String path) {
        if (already >= MOST_ELEMENTS) {
            throw new UnreadableBody(path + ": at most " + MOST_ELEMENTS + " elements.");
        }
    }

    /** 1e2 is 100, as everywhere in JSON. */
    private static int number(String text, String path) {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(text).intValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) { // the latter: an exponent beyond 32 bits
            throw wrong(path, "a whole number of 32 bits", e);
        }
        throw wrong(path, "a whole number of 32 bits");
    }

    /** Neither PostgreSQL nor execve(2) nor a file's name takes a NUL, and half a surrogate pair is no character. */
    private static String wellFormed(String text, String path) {
        if (text.indexOf('\0') >= 0) {
            throw wrong(path, "a text without NUL");
        }
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw wrong(path, "a text of whole characters, not half a surrogate pair");
        }
        return text;
    }

    private static UnreadableBody wrong(String path, String wanted) {
        return wrong(path, wanted, null);
    }

    private static UnreadableBody wrong(String path, String wanted, Throwable cause) {
        return new UnreadableBody((path.isEmpty() ? "The body" : path) + ": " + wanted + " is wanted.", cause);
    }

    private static UnreadableBody twice(String member) {
        return new UnreadableBody(member + ": it is there twice.");
    }

    /** A stranger's name in ASCII, so that it cannot be taken for anything else where it is shown. */
    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.chars().limit(LONGEST_SHOWN).forEach(unit -> {
            if (unit >= ' ' && unit <= '~') {
                shown.append((char) unit);
            } else {
                shown.append(String.format("\\u%04x", unit));
            }
        });
        return name.length() > LONGEST_SHOWN ? shown + "..." : shown.toString();
    }
}
