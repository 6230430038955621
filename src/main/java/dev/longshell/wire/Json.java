package dev.longshell.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;

/**
 * The records of this room as JSON text (RFC 8259) and back. Unknown members are ignored, for an older build reads what
 * a newer one writes; missing ones are null or 0. Anything but one strict JSON text, at most 255 levels deep, is
 * refused.
 */
public final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().setStrictness(Strictness.STRICT).create();

    private Json() {
    }

    public static String write(Object record) {
        return GSON.toJson(record);
    }

    /** @throws FaultException MALFORMED_FRAME for what is no JSON or not of that shape */
    public static <T> T read(String json, Class<T> shape) {
        try {
            T record = GSON.fromJson(json, shape);
            if (record == null) {
                throw new FaultException(Fault.MALFORMED_FRAME, "An empty document where " + shape.getSimpleName()
                        + " belongs.");
            }
            return record;
        } catch (JsonParseException e) {
            throw new FaultException(Fault.MALFORMED_FRAME, "No " + shape.getSimpleName() + " can be read from it.", e);
        }
    }
}
