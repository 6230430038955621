package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a shell tries against the server that it runs on, once it runs as another user than that; needs root, as the server that hands shells over does. */
class RunAsAttacksIT {
    /** On every Linux, with nothing of its own. */
    private static final String OTHER = "nobody";
    /** Says OPEN for each thing of somebody else's that it gets hold of; the arguments: keeper, gateway and a file that only the server may see. */
    private static final String TRIES = """
            echo I am $(id -un) in $(id -Gn) with $(ls /proc/self/fd | tr '\\n' ' ')
            for p in /proc/[0-9]*; do
              [ "$(stat -c %U $p 2>/dev/null)" = nobody ] && continue
              for f in environ mem maps; do head -c 1 $p/$f >/dev/null 2>&1 && [ -n "$(head -c 1 $p/$f 2>/dev/null | tr '\\0' x)" ] && echo OPEN $p/$f; done
              ls $p/fd >/dev/null 2>&1 && echo OPEN $p/fd
            done
            for t in /dev/pts/[0-9]*; do
              [ "$t" = "$(tty)" ] && continue
              ( : > $t ) 2>/dev/null && echo OPEN $t to write
              ( : < $t ) 2>/dev/null && echo OPEN $t to read
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
        Path socket = server.home().resolve("keeper/keeper.sock");
        String mine = admin.open(project, "/bin/sh", "-c", TRIES, "tries", Long.toString(server.keeper().orElseThrow().pid()), Long.toString(server.gateway().pid()), socket.toString());
        try (SocketPeer peer = admin.attach(mine)) {
            peer.awaitOutput("done\r\n");
            assertTrue(peer.output().contains("I am nobody in nogroup with 0 1 2 3"), "3 is ls's own: " + peer.output());
            assertTrue(peer.output().contains("to my own"), peer.output());
            assertFalse(peer.output().contains("OPEN"), peer.output());
        }
        assertTrue(socket.toFile().exists() && server.gateway().isAlive() && server.keeper().orElseThrow().isAlive());
        assertEquals(200, admin.call("GET", "/api/sessions/" + others + "/screen", null).status());
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
