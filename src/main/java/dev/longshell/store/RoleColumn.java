package dev.longshell.store;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link Role} as its word. */
@Converter(autoApply = true)
public class RoleColumn implements AttributeConverter<Role, String> {
    @Override
    public String convertToDatabaseColumn(Role role) {
        return role == null ? null : role.word();
    }

    @Override
    public Role convertToEntityAttribute(String word) {
        return word == null ? null : Role.ofWord(word).orElseThrow();
    }
}
