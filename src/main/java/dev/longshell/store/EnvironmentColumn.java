package dev.longshell.store;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;

/** Names and values as a JSON object in a text column. */
@Converter
public class EnvironmentColumn implements AttributeConverter<Map<String, String>, String> {
    private static final Gson GSON = new Gson();
    private static final TypeToken<Map<String, String>> SHAPE = new TypeToken<>() {
    };

    @Override
    public String convertToDatabaseColumn(Map<String, String> environment) {
        return GSON.toJson(environment);
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String json) {
        return json == null ? Map.of() : Map.copyOf(GSON.fromJson(json, SHAPE));
    }
}
