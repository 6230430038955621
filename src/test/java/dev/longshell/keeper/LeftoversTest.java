package dev.longshell.keeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshell.os.Processes;
import dev.longshell.wire.Call;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Json;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.ProcessIdentity;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The story: what had left its session by setsid(2) lived on when that was ended, and nobody was told. */
@Timeout(60)
class LeftoversTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ControlGroups GROUPS = ControlGroups.ofThisProcess();
    @RegisterExtension
    static final RunningKeeper ALONE = new RunningKeeper(ControlGroups.none());
    @RegisterExtension
    static final RunningKeeper GROUPING = new RunningKeeper(GROUPS);

    @Test
    void whereThereAreNoCgroupsWhatLeftIsNamed() throws Exception {
        TestLink told = ALONE.link();
        told.call(Call.list()); // whoever asks once is told from then on
        ProcessIdentity left = openAndLeave(ALONE, "named");
        try {
            ALONE.link().call(Call.of(Call.Verb.KILL, "named"));

            assertEquals(List.of(left.pid() + " sleep"), leftBehind(told, "named"));
            assertTrue(Processes.runs(left), "a variable is anybody's to set, so nobody is ended by it");
        } finally {
            ProcessHandle.of(left.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void whereThereAreWhatLeftIsEndedWithItsSession() throws Exception {
        assumeTrue(GROUPS.areThere(), "this machine lets nobody make a cgroup, or is systemd's");
        ProcessIdentity left = openAndLeave(GROUPING, "grouped");
        Path group = Path.of("/proc/" + left.pid() + "/cgroup");
        await("the cgroup is joined").atMost(SOON).until(() -> Files.readString(group)
                .contains("/longshell-" + ProcessHandle.current().pid() + "/grouped"));
        Path directory = GROUPS.make("grouped").orElseThrow().directory();

        GROUPING.link().call(Call.of(Call.Verb.KILL, "grouped"));

        await("ended with its session").atMost(SOON).until(() -> !Processes.runs(left));
        await("given back").atMost(SOON).until(() -> Files.notExists(directory));
    }

    /** Its last child leaves once the session has been there for a while; that one ignores HUP and TERM. */
    private static ProcessIdentity openAndLeave(RunningKeeper keeper, String id) {
        OpenSession open = TestLink.session(id, "sh", "-c",
                "read go; setsid sh -c 'trap \"\" HUP TERM; echo left $$; exec sleep 600' & exec cat");
        Map<String, String> environment = new HashMap<>(open.environment());
        environment.put(OpenSession.SESSION_VARIABLE, id);
        keeper.link().call(Call.open(new OpenSession(id, open.kind(), open.command(), open.directory(), environment,
                80, 24, 100, false)));
        if (keeper == GROUPING) {
            await().atMost(SOON).until(() -> Files.readString(Path.of("/proc/" + keeper.link().inspect(id).pid()
                    + "/cgroup")).contains("/" + id));
        }
        TestViewer viewer = keeper.viewer(id).type("go\n");
        String text = viewer.until(() -> viewer.text().matches("(?s).*left \\d+\r\n.*")).text();
        long pid = Long.parseLong(text.replaceAll("(?s).*left (\\d+)\r\n.*", "$1"));
        await().atMost(SOON).until(() -> "sleep".equals(ProcessTable.command((int) pid)));
        return Processes.of(pid).orElseThrow();
    }

    private static List<String> leftBehind(TestLink told, String id) {
        while (true) {
            ByteBuffer frame = told.next(Tag.REPORT);
            SessionReport report = Json.read(StandardCharsets.UTF_8.decode(frame).toString(), SessionReport.class);
            if (report.id().equals(id) && report.leftBehind() != null) {
                return report.leftBehind();
            }
        }
    }
}
