package dev.longshell.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** How the pages about people say moments and browsers; knows nothing of whose they are. */
@Named("say")
@ApplicationScoped
public class AccessWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** What a User-Agent says, and what people call it; the first that is found counts, as every browser also claims to be those below it. */
    private static final String[][] BROWSERS = {{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
        {"curl/", "curl"}, {"Java-http-client/", "a Java program"}, {"python", "a Python program"}};
    private static final String[][] SYSTEMS = {{"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"},
        {"Linux", "Linux"}};

    public String day(Instant moment) {
        return moment == null ? "never" : DAY.format(moment);
    }

    public String minute(Instant moment) {
        return moment == null ? "never" : MINUTE.format(moment);
    }

    public String second(Instant moment) {
        return SECOND.format(moment);
    }

    /** {@code Firefox on Linux}; what nobody knows is said as it is, shortened. */
    public String browser(String agent) {
        String browser = word(agent, BROWSERS);
        String system = word(agent, SYSTEMS);
        if (browser == null) {
            return agent.length() <= 40 ? agent : agent.substring(0, 39) + "…";
        }
        return system == null ? browser : browser + " on " + system;
    }

    private static String word(String agent, String[][] words) {
        return Arrays.stream(words).filter(pair -> agent.contains(pair[0])).map(pair -> pair[1]).findFirst().orElse(null);
    }
}
