package dev.longshell.setting;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The effective values, every one of which can be; knows nothing of where a source keeps its texts. Immutable. */
public final class Settings {
    /** @param text the value @param origin where it came from, for the operator, such as {@code environment} or {@code default} */
    public record Value(String text, String origin) {
    }

    /** Hexadecimal has sixteen, and 64 random digits of it lack six with a probability below 10^-8. */
    private static final int FEWEST_CHARACTERS = 10;
    private static final Pattern EXAMPLE = Pattern.compile("change.?(me|this|it)|your.?(own|jwt|secret|key|256)|secret.?key|jwt.?secret|example|placeholder|replace.?(me|this|with)|super.?secret"
            + "|not.?so.?secret|password|longshell|default|at.?least.?32|32.?(bytes|char)|0123456789|1234567890|abcdefghij|qwerty", Pattern.CASE_INSENSITIVE);

    private final Map<Setting, Value> values;

    private Settings(Map<Setting, Value> values) {
        this.values = values;
    }

    /**
     * Reads every setting; blank counts as unset.
     *
     * @param source gives the value of a name, or null
     * @throws FaultException SETTING_REFUSED that names every value that cannot be (secrets masked) and what is allowed
     */
    public static Settings read(Function<String, Value> source) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        List<String> refusals = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Value value = find(setting, source);
            if (value == null) {
                continue;
            }
            values.put(setting, value);
            if (!setting.allowed().test().test(value.text())) {
                refusals.add(setting + "=" + setting.shown(value.text()) + " (from " + value.origin() + "): allowed is " + setting.allowed().description() + ".");
            }
        }
        Settings settings = new Settings(values);
        if (refusals.isEmpty()) {
            settings.refuseTogether(refusals);
        }
        if (!refusals.isEmpty()) {
            throw new FaultException(Fault.SETTING_REFUSED, String.join("\n", refusals));
        }
        return settings;
    }

    private static Value find(Setting setting, Function<String, Value> source) {
        Value value = source.apply(setting.name());
        if (isBlank(value) && setting == Setting.APP_ENV) {
            value = source.apply("NODE_ENV");
        }
        if (isBlank(value)) {
            return setting.defaultText() == null ? null : new Value(setting.defaultText(), "default");
        }
        return new Value(value.text().strip(), value.origin());
    }

    private static boolean isBlank(Value value) {
        return value == null || value.text().isBlank();
    }

    /** What each value alone cannot tell: ports that collide, half a TLS pair, a provider half named, what staging and production insist on. */
    private void refuseTogether(List<String> refusals) {
        Map<Long, Setting> ports = new java.util.HashMap<>();
        for (Setting setting : List.of(Setting.PORT, Setting.WS_TERMINAL_PORT, Setting.WS_CLAUDE_PORT)) {
            Setting other = number(setting) == 0 ? null : ports.put(number(setting), setting);
            if (other != null) {
                refusals.add(setting + "=" + number(setting) + ": " + other + " has the same; each listener needs its own.");
            }
        }
        if (number(Setting.PORT) == 0) {
            refusals.add("PORT=0: the console needs a port from 1 to 65535.");
        }
        if (text(Setting.TLS_CERT).isPresent() != text(Setting.TLS_KEY).isPresent()) {
            refusals.add("TLS_CERT and TLS_KEY: both or neither.");
        }
        if (Stream.of(Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET).map(this::text).map(Optional::isPresent).distinct().count() > 1) {
            refusals.add("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: all three or none.");
        }
        if (!development() && text(Setting.OIDC_ISSUER).filter(issuer -> !issuer.startsWith("https://")).isPresent()) {
            refusals.add("OIDC_ISSUER=" + text(Setting.OIDC_ISSUER).get() + ": outside development it must be https.");
        }
        if (!development() && text(Setting.JWT_SECRET).isEmpty()) {
            refusals.add("JWT_SECRET is not set: " + text(Setting.APP_ENV).orElseThrow() + " needs one of at least 32 bytes.");
        }
        if (!development() && text(Setting.JWT_SECRET).filter(Settings::isAnExample).isPresent()) {
            refusals.add("JWT_SECRET looks like what a document shows or a hand types, and others know it too: make one with openssl rand -base64 48.");
        }
    }

    /** What 32 random bytes are not, in whatever notation: few different characters, or words and rows that examples are made of. */
    private static boolean isAnExample(String secret) {
        return secret.chars().distinct().count() < FEWEST_CHARACTERS || EXAMPLE.matcher(secret).find();
    }

    public boolean development() {
        return text(Setting.APP_ENV).orElseThrow().equals("development");
    }

    /** The text of a setting; empty where it is unset and has no default. */
    public Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(Value::text);
    }

    /** The text and where it came from; empty where it is unset and has no default. */
    public Optional<Value> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The number of a setting that has a default. @throws java.util.NoSuchElementException for one without */
    public long number(Setting setting) {
        return Long.parseLong(text(setting).orElseThrow());
    }

    /** {@link #number} of a setting whose bounds fit an int. */
    public int integer(Setting setting) {
        return Math.toIntExact(number(setting));
    }

    /** The parts of a text at that separator, stripped; none where it is unset. */
    public List<String> list(Setting setting, String separator) {
        return text(setting).map(text -> Arrays.stream(text.split(separator)).map(String::strip).filter(part -> !part.isEmpty()).toList()).orElse(List.of());
    }

    /** LONGSHELL_HOME, or {@code .longshell} in the user's home. */
    public Path home() {
        return text(Setting.LONGSHELL_HOME).map(Path::of).orElseGet(() -> Path.of(System.getProperty("user.home"), ".longshell"));
    }

    /** PROJECT_ROOTS, or the user's home. */
    public List<Path> projectRoots() {
        List<String> roots = list(Setting.PROJECT_ROOTS, ":");
        return roots.isEmpty() ? List.of(Path.of(System.getProperty("user.home"))) : roots.stream().map(Path::of).toList();
    }

    /** BIND_ADDRESS, or what APP_ENV makes of it. */
    public String bindAddress() {
        return text(Setting.BIND_ADDRESS).orElse(development() ? "127.0.0.1" : "0.0.0.0");
    }
}
