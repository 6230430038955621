package dev.longshell.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which build this is; the same text in the WAR and in longshell.jar of one build. */
public final class Build {
    private static final Properties PROPERTIES = read();
    private static final Pattern TIME = Pattern.compile(".*-(\\d{14})");

    private Build() {
    }

    /** Version and time of the build, such as {@code 1.0.0-20261123070000}: safe in a file name. */
    public static String id() {
        return version() + "-" + PROPERTIES.getProperty("build");
    }

    /** Whether a build was made after another. @return false for texts that tell no time */
    public static boolean isNewer(String build, String than) {
        Matcher one = TIME.matcher(build);
        Matcher other = TIME.matcher(than);
        return one.matches() && other.matches() && one.group(1).compareTo(other.group(1)) > 0;
    }

    /** The version alone. */
    public static String version() {
        return PROPERTIES.getProperty("version");
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties beside " + Build.class.getName() + " cannot be read", e);
        }
        return properties;
    }
}
