package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import dev.longshell.os.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a shell tries against the server that it runs on, once it runs as another user than that; needs root, as the server that hands shells over does. */
class RunAsAttacksIT {
    /** On every Linux, with nothing of its own. */
    private static final String OTHER = "nobody";
    /**
     * Says OPEN for each thing of another user's that it gets hold of; between those of one user there are no walls (docs/security.md). The arguments: keeper, gateway
     * and a file that only the server may see. A terminal's owner is asked for twice, for one that has just been made may be handed over meanwhile.
     */
    private static final String TRIES = """
            echo I am $(id -un) in $(id -Gn) with $(ls /proc/self/fd | tr '\\n' ' ')
            for p in /proc/[0-9]*; do
              [ "$(stat -c %U $p 2>/dev/null)" = nobody ] && continue
              for f in environ mem maps; do head -c 1 $p/$f >/dev/null 2>&1 && [ -n "$(head -c 1 $p/$f 2>/dev/null | tr '\\0' x)" ] && echo OPEN $p/$f; done
              ls $p/fd >/dev/null 2>&1 && echo OPEN $p/fd
            done
            for n in $(seq 0 99); do
              t=/dev/pts/$n
              [ -e $t ] && [ "$(stat -c %U $t)" != nobody ] || continue
              echo knows another terminal
              { ( : > $t ) || ( : < $t ); } 2>/dev/null && [ "$(stat -c %U $t)" != nobody ] && echo OPEN $t
            done
            for pid in $1 $2; do kill -0 $pid 2>/dev/null && echo OPEN kill $pid; kill -9 $pid 2>/dev/null && echo OPEN kill -9 $pid; done
            [ -e $3 ] && echo OPEN $3
            ls $(dirname $3) >/dev/null 2>&1 && echo OPEN home
            echo to my own > $(tty)
            echo done""";
    private static Person admin;
    private static String project;

    @BeforeAll
    static void begin() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root may hand a shell to another user");
        admin = Person.admin();
        project = admin.newProject();
        admin.insist(200, "PATCH", "/api/projects/" + project, "{\"runAs\":\"" + OTHER + "\"}");
    }

    @Test
    void a26GetsHoldOfNothingOfTheServersOrOfOtherSessions() throws IOException {
        RunningLongshell server = RunningLongshell.shared();
        String others = admin.open(admin.newProject(), "/bin/sh", "-c", "export CANARY=canary; exec cat");
        admin.open(project); // so that its keeper is there
        Path socket = server.home().resolve("keeper-" + OTHER + "/keeper.sock");
        ProcessHandle keeper = server.keeperOf(OTHER).orElseThrow();
        String mine = admin.open(project, "/bin/sh", "-c", TRIES, "tries", keeper.pid() + " " + server.keeper().orElseThrow().pid(), Long.toString(server.gateway().pid()), socket.toString());
        try (SocketPeer peer = admin.attach(mine)) {
            peer.awaitOutput("done\r\n");
            assertTrue(peer.output().contains("I am nobody in nogroup with 0 1 2 3"), "3 is ls's own: " + peer.output());
            assertTrue(peer.output().contains("knows another terminal"), peer.output());
            assertTrue(peer.output().contains("to my own"), peer.output());
            assertFalse(peer.output().contains("OPEN"), peer.output());
        }
        assertTrue(socket.toFile().exists() && server.gateway().isAlive() && server.keeper().orElseThrow().isAlive() && keeper.isAlive());
        assertEquals(200, admin.call("GET", "/api/sessions/" + others + "/screen", null).status());
    }

    /** Whatever happens to the keeper of one OS user's sessions is nothing to another's. */
    @Test
    void theSessionsOfEachOsUserHaveAKeeperOfTheirOwn() throws IOException {
        RunningLongshell server = RunningLongshell.shared();
        String third = admin.newProject();
        admin.insist(200, "PATCH", "/api/projects/" + third, "{\"runAs\":\"daemon\"}");
        String servers = admin.open(admin.newProject());
        String nobodys = admin.open(project);
        String daemons = admin.open(third, "/bin/sh", "-c", "echo I am $(id -un); exec cat");
        List<Long> keepers = List.of(server.keeper().orElseThrow().pid(), server.keeperOf(OTHER).orElseThrow().pid(), server.keeperOf("daemon").orElseThrow().pid());
        assertEquals(3, Set.copyOf(keepers).size(), keepers.toString());

        server.keeperOf(OTHER).orElseThrow().destroyForcibly();

        Awaitility.await("the session of the dead keeper is lost").atMost(Duration.ofSeconds(30)).until(() -> state(nobodys).equals("lost"));
        assertEquals(List.of("detached", "detached"), List.of(state(servers), state(daemons)));
        try (SocketPeer peer = admin.attach(daemons)) {
            peer.awaitOutput("I am daemon");
            peer.type("unharmed\n", 0);
            peer.awaitOutput("unharmed\r\nunharmed");
        }
        try (SocketPeer peer = admin.attach(admin.open(project, "/bin/sh", "-c", "echo I am $(id -un); exec cat"))) {
            peer.awaitOutput("I am nobody");
        }
        assertNotEquals(keepers.get(1), server.keeperOf(OTHER).orElseThrow().pid());
    }

    @Test
    void whileOneKeeperDoesNotAnswerTheListHasItsSessionsAsTheyWereAndAllOthersAsTheyAre() throws Exception {
        String nobodys = admin.open(project);
        String servers = admin.open(admin.newProject());
        ProcessHandle stopped = RunningLongshell.shared().keeperOf(OTHER).orElseThrow();

        Signals.send("STOP", stopped);
        try {
            String state = listed(nobodys).get("state").getAsString();
            assertTrue(Set.of("opening", "running").contains(state), "as it was written down, a moment after it began: " + state);
            assertFalse(listed(nobodys).has("pid"), "nobody could be asked");
            assertEquals("detached", listed(servers).get("state").getAsString());
            assertTrue(listed(servers).has("pid"));
        } finally {
            Signals.send("CONT", stopped);
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listed(nobodys).has("pid"));
        assertEquals("detached", listed(nobodys).get("state").getAsString(), "nobody wrote down that it was lost");
    }

    private static JsonObject listed(String session) {
        JsonArray list = JsonParser.parseString(admin.insist(200, "GET", "/api/sessions", null).body()).getAsJsonArray();
        for (JsonElement one : list) {
            if (one.getAsJsonObject().get("id").getAsString().equals(session)) {
                return one.getAsJsonObject();
            }
        }
        throw new AssertionError(list + " has no " + session);
    }

    /** Of one whose keeper has just died nobody can say it for a moment, and is told so. */
    private static String state(String session) {
        RawHttp.Answer answer = admin.call("GET", "/api/sessions/" + session, null);
        return answer.status() == 200 ? Person.json(answer).get("state").getAsString() : answer.status() + " " + answer.body();
    }

    @Test
    void theShellOfAProjectIsItsUsersLoginShell() throws IOException {
        String session = Person.json(admin.insist(201, "POST", "/api/projects/" + project + "/sessions", "{\"kind\":\"terminal\"}")).get("id").getAsString();
        try (SocketPeer peer = admin.attach(session)) {
            peer.hello();
            peer.type("shopt -q login_shell && echo $USER-$(id -un)-logs-in\n", 0);
            peer.awaitOutput("nobody-nobody-logs-in");
        }
    }

    @Test
    void onlyAnAdminSaysWhoseTheShellsAreAndNotRoots() {
        Person manager = admin.newMember(project, "manager");
        assertEquals(403, manager.call("PATCH", "/api/projects/" + project, "{\"runAs\":\"daemon\"}").status());
        for (String user : new String[] {"root", "nobody-of-that-name", "nobody; touch canary", "--reuid=0", "0"}) {
            assertEquals(400, admin.call("PATCH", "/api/projects/" + project, "{\"runAs\":\"" + user + "\"}").status(), user);
        }
        assertTrue(admin.call("GET", "/api/projects/" + project, null).body().contains("\"runAs\":\"nobody\""));
    }
}
