package dev.longshell.store;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** An argument vector as a JSON array in a text column. */
@Converter
public class WordsColumn implements AttributeConverter<List<String>, String> {
    private static final Gson GSON = new Gson();
    private static final TypeToken<List<String>> SHAPE = new TypeToken<>() {
    };

    @Override
    public String convertToDatabaseColumn(List<String> words) {
        return GSON.toJson(words);
    }

    @Override
    public List<String> convertToEntityAttribute(String json) {
        return json == null ? List.of() : List.copyOf(GSON.fromJson(json, SHAPE));
    }
}
