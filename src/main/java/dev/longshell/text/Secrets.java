package dev.longshell.text;

import java.util.regex.Pattern;

/**
 * Takes secrets out of a text that goes into the audit, a log or a problem document: people paste tokens into the wrong
 * field, and programs put them into paths.
 *
 * <p>Found are our own tokens ({@code lst_}, {@code lss_}), JSON Web Tokens (RFC 7519), API keys that begin with {@code
 * sk-}, credentials behind {@code Bearer}, {@code Basic} or {@code Share}, passwords in URLs (RFC 3986 section 3.2.1),
 * and values of parameters whose name says that they are secret. A password that stands alone cannot be told from a
 * word.
 *
 * <p>Whatever may have no end is bounded where a failed match begins again one character further on: strangers choose
 * the text, and without bounds its length counts squared.
 */
public final class Secrets {
    private static final String MASK = "(secret)";
    /**
     * Shorter ones are words of ours, such as {@code lst_} in a message; ours are 43 characters long. An underscore may
     * be percent-encoded.
     */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{1,256}+\\.[A-Za-z0-9_-]{1,8192}+\\.[A-Za-z0-9_-]*+"
            + "|ls[st](?:_|%5[Ff])[A-Za-z0-9_%-]{8,}+|\\bsk-[A-Za-z0-9_-]{16,}+");
    /** RFC 9110 section 11.4: scheme and credentials. Eight characters with a digit: "Bearer token" is no secret. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(bearer|basic|share)((?:\\s|%20|\\+){1,3})"
            + "(?=[a-z0-9._~+/=-]{0,256}\\d)[a-z0-9._~+/-]{8,}+=*+");
    /** Behind a colon in the part before the host; a port and what follows it is none. */
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("(://[^\\s/?#:@]*+:)(?!\\d{1,5}[/?#\\s])[^\\s@]{1,256}+(?=@)");
    /** A value of eight asterisks is masked already, by Setting.shown. */
    private static final Pattern PARAMETER = Pattern.compile("(?i)("
            + "(?:[?&;\\s][a-z_]{0,20}(?:password|passwd|secret|token)"
            + "|[?&](?:api_?key|code|state))=)(?!\\*{8}(?:[&;\\s]|$))[^&;\\s]++");

    private Secrets() {
    }

    /** The text with every secret that is recognised replaced by {@code (secret)}; null for null. */
    public static String masked(String text) {
        if (text == null) {
            return null;
        }
        String whole = TOKEN.matcher(text).replaceAll(MASK);
        whole = CREDENTIALS.matcher(whole).replaceAll("$1$2" + MASK);
        whole = PASSWORD_IN_URL.matcher(whole).replaceAll("$1" + MASK);
        return PARAMETER.matcher(whole).replaceAll("$1" + MASK);
    }
}
