package dev.longshell.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class DatabaseUrlTest {
    @Test
    void takesUserAndPasswordOutAndDecodesThem() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://a%40b:p%3A+%2F%25@db.example:5433/x?sslmode=require&a=%20");

        assertEquals(new DatabaseUrl("jdbc:postgresql://db.example:5433/x?sslmode=require&a=%20", "a@b", "p:+/%"), url);
        assertFalse(url.toString().contains("p:+"));
    }

    @Test
    void takesAnAddressWithoutPortUserOrDatabase() {
        assertEquals(new DatabaseUrl("jdbc:postgresql://[::1]/", "", ""), DatabaseUrl.parse("postgres://[::1]"));
        assertEquals("u", DatabaseUrl.parse("postgres://u@h/d").user());
    }
}
