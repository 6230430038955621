package dev.longshell.store;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link TokenScope} as its word. */
@Converter(autoApply = true)
public class TokenScopeColumn implements AttributeConverter<TokenScope, String> {
    @Override
    public String convertToDatabaseColumn(TokenScope scope) {
        return scope == null ? null : scope.word();
    }

    @Override
    public TokenScope convertToEntityAttribute(String word) {
        return word == null ? null : TokenScope.ofWord(word).orElseThrow();
    }
}
