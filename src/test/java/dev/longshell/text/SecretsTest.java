package dev.longshell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SecretsTest {
    private static final String RANDOM = "Ab3-_".repeat(8) + "xyz";

    @Test
    void takesEverySecretOutOfATextOfAnyKind() {
        for (String secret : new String[] {"lst_" + RANDOM, "lss_" + RANDOM, "lss%5f" + RANDOM,
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl-_", "sk-ant-api03-" + RANDOM}) {
            for (String around : new String[] {"%s", "GET /api/sessions/%s", "GET /guest.xhtml#%s",
                    "/login.xhtml?next=/x&t=%s&y", "Mozilla %s", "longshell.share.%s", "name=%s;", "\"%s\""}) {
                assertEquals(String.format(around, "(secret)"), Secrets.masked(String.format(around, secret)), around);
            }
        }
    }

    @Test
    void takesCredentialsOutOfHeadersAndUrls() {
        assertEquals("Authorization: Bearer (secret)", Secrets.masked("Authorization: Bearer abcdef0123456789"));
        assertEquals("authorization: basic (secret)", Secrets.masked("authorization: basic YWRtaW46c2VjcmV0MQ=="));
        assertEquals("Share (secret)", Secrets.masked("Share 0123456789abcdef"));
        assertEquals("postgresql://longshell:(secret)@db.example:5432/longshell",
                Secrets.masked("postgresql://longshell:s3cr/et@db.example:5432/longshell"));
        assertEquals("jdbc:postgresql://db/x?user=u&password=(secret)&ssl=true",
                Secrets.masked("jdbc:postgresql://db/x?user=u&password=hunter2&ssl=true"));
        assertEquals("GET /openid/callback?code=(secret)&state=(secret)",
                Secrets.masked("GET /openid/callback?code=abc&state=def"));
    }

    @Test
    void leavesWhatIsNoSecret() {
        for (String text : new String[] {"last_lst_short eyJ.x", "Bearer token needed", "basic understanding of it",
                "http://127.0.0.1:8080/login.xhtml", "http://127.0.0.1:8080/x?who=a@b", "exit code=5 state=lost",
            "a share session", "user@host:22"}) {
            assertEquals(text, Secrets.masked(text));
        }
        assertNull(Secrets.masked(null));
    }

    /** java.util.regex takes stack for each turn of a group, and tries each beginning: 300 KB of {@code ://a:b} took minutes. */
    @Test
    @Timeout(60)
    void endsForTextsOfAnyLength() {
        for (String part : new String[] {"bearer%20", "bearer+", "%20", "://a:b", "?token=", "eyJ.", "eyJ", "eyJa.", "lst_%",
                "a", "&;password", "sk-"}) {
            String text = "bearer" + part.repeat(50_000);
            assertEquals(text.length() > 0, Secrets.masked(text).length() > 0);
        }
    }
}
