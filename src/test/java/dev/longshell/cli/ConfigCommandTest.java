package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    Path folder;

    private CommandLineTest.Answer check(String... more) {
        List<String> words = new ArrayList<>(List.of("config", "check", "--home", folder.resolve("home").toString()));
        words.addAll(List.of(more));
        return CommandLineTest.run(words.toArray(String[]::new));
    }

    @Test
    void saysWhatUpWouldRefuseAndExitsAsItWould() {
        CommandLineTest.Answer answer = check("--port", "70000", "--set", "WS_MAX_CONNECTIONS=none");

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(answer.out().contains("refused: PORT=70000 (from command line): allowed is a whole number"),
                answer.out());
        assertTrue(answer.out().contains("refused: WS_MAX_CONNECTIONS=none"), answer.out());
        assertTrue(Files.notExists(folder.resolve("home")));
    }

    @Test
    void tellsWhoseTheShellsAreWithTheOneCommandThatChangesIt() {
        CommandLineTest.Answer answer = check();

        assertEquals(0, answer.exitCode(), answer.out() + answer.err());
        assertTrue(answer.out()
                .contains("whoever may type in one can read the keeper's secret, the key that signs logins and the "
                        + "database, and type into every other terminal. "
                + "To change it: longshell run-as USER"), answer.out());
        assertFalse(check("--set", "RUN_AS=nobody").out().contains("run-as"));
    }

    @Test
    void tellsOfPlainHttpWhereOthersCanListen() {
        assertEquals(List.of(), codes(check("--json", "--set", "RUN_AS=nobody"), "plain_http"));
        assertEquals(List.of("plain_http"), codes(check("--json", "--bind", "0.0.0.0"), "plain_http"));
        assertEquals(List.of(), codes(check("--json", "--bind", "0.0.0.0", "--set", "TRUSTED_PROXIES=10.0.0.1"),
                "plain_http"));
    }

    @Test
    void tellsOfAHomeThatOthersCanEnterAndOfAWayThatOthersCanWrite() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        assertEquals(List.of(), codes(check("--json"), "home_mode", "home_ownership"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));

        CommandLineTest.Answer answer = check("--json");

        assertEquals(List.of("home_mode", "home_ownership"), codes(answer, "home_mode", "home_ownership"));
        assertTrue(answer.out().contains("chmod 700 " + home) && answer.out().contains("chmod go-w " + folder),
                answer.out());
    }

    @Test
    void answersAsOneJsonDocument() {
        JsonObject good = JsonParser.parseString(check("--json").out()).getAsJsonObject();
        assertTrue(good.get("ok").getAsBoolean() && good.getAsJsonArray("refused").isEmpty(), good.toString());

        JsonObject bad = JsonParser.parseString(check("--json", "--port", "x").out()).getAsJsonObject();
        assertFalse(bad.get("ok").getAsBoolean());
        assertTrue(bad.getAsJsonArray("refused").get(0).getAsString().startsWith("PORT=x"), bad.toString());
    }

    /** Those of the answer's warnings that are among the asked ones: which others there are is the machine's affair. */
    private static List<String> codes(CommandLineTest.Answer answer, String... asked) {
        JsonArray warnings = JsonParser.parseString(answer.out()).getAsJsonObject().getAsJsonArray("warnings");
        List<String> codes = new ArrayList<>();
        warnings.forEach(warning -> codes.add(warning.getAsJsonObject().get("code").getAsString()));
        codes.retainAll(List.of(asked));
        return codes;
    }
}
