package dev.longshell.wire;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;

/** The records of this room as JSON text (RFC 8259) and back; unknown members are ignored, missing ones are null or 0. */
public final class Json {
    private static final Gson GSON = new Gson().newBuilder().disableHtmlEscaping().create();

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
                throw new FaultException(Fault.MALFORMED_FRAME, "An empty document where " + shape.getSimpleName() + " belongs.");
            }
            return record;
        } catch (JsonParseException e) {
            throw new FaultException(Fault.MALFORMED_FRAME, "No " + shape.getSimpleName() + " can be read from it.", e);
        }
    }
}
