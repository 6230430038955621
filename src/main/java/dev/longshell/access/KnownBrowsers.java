package dev.longshell.access;

import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a browser in which a name has logged in before from all others, by a cookie that lets nobody in (OWASP, "Slow
 * Down Online Guessing Attacks with Device Cookies").
 *
 * <p>The value is a random number and a MAC over that and the name, by a key that is made from JWT_SECRET: any gateway
 * knows it again, nothing is kept here, and the cookie does not say whose it is.
 */
@ApplicationScoped
public class KnownBrowsers {
    private static final String NAME = "longshell-known";
    /** From the last login on. */
    private static final Duration LIFE = Duration.ofDays(180);
    private static final int NUMBER_BYTES = 12;
    private static final int MAC_BYTES = 16;

    private BrowserCookie cookie;
    private byte[] key;

    protected KnownBrowsers() {
        // for the container's proxy
    }

    @Inject
    public KnownBrowsers(Settings settings, Tokens tokens) {
        this.cookie = BrowserCookie.named(NAME, "Strict", settings);
        this.key = tokens.derivedKey("browsers in which a name has logged in");
    }

    /** From now on the browser is known for that name, and for no other. */
    void set(HttpServletResponse response, String username) {
        cookie.set(response, valueFor(username), LIFE);
    }

    String valueFor(String username) {
        String number = KeptSecret.random(NUMBER_BYTES);
        return number + "." + mac(number, username);
    }

    /**
     * What the browser sent, under either name, or null. It proves nothing before {@link #numberOf} has looked at it.
     */
    static String sentBy(HttpServletRequest request) {
        String overTls = BrowserCookie.valueIn(request, "__Host-" + NAME);
        return overTls == null ? BrowserCookie.valueIn(request, NAME) : overTls;
    }

    /** The number of a browser that is known for that name. @param value of its cookie, or null */
    Optional<String> numberOf(String value, String username) {
        String[] parts = value == null ? new String[0] : value.split("\\.", -1);
        if (parts.length != 2 || !MessageDigest.isEqual(bytes(parts[1]), bytes(mac(parts[0], username)))) {
            return Optional.empty();
        }
        return Optional.of(parts[0]);
    }

    private String mac(String number, String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] whole = mac.doFinal(bytes(number + " " + username.toLowerCase(Locale.ROOT)));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, MAC_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
