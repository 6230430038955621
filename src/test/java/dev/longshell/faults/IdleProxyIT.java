package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import dev.longshell.journey.PatientViewer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 15: a proxy that gives up a connection after a minute without a byte, and a terminal in which nothing happens. {@code -Dfaults.silence=seconds}. Beside it the control, a server that
 * hardly ever pings.
 */
@Tag("faults")
class IdleProxyIT {
    private static final Duration SILENCE = Duration.ofSeconds(Integer.getInteger("faults.silence", 130));
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void leavesASilentTerminalOpenForItsServerPings() throws Exception {
        try (RunningLongshell pinging = RunningLongshell.start(); RunningLongshell silent = pinging.startAnother(Map.of("WS_HEARTBEAT_INTERVAL", "600000"));
             TcpProxy proxy = TcpProxy.to(pinging.port(), IDLE); TcpProxy other = TcpProxy.to(silent.port(), IDLE)) {
            Api api = new Api(pinging.baseUrl()).login(pinging.adminUsername(), pinging.adminPassword());
            String session = api.openShell("home");
            try (PatientViewer viewer = attached(pinging, proxy, session); PatientViewer control = attached(silent, other, api.openShell("home"))) {

                LockSupport.parkNanos(SILENCE.toNanos()); // the silence

                assertEquals(1, viewer.connections());
                assertEquals(0, proxy.idlers());
                assertTrue(control.connections() > 1 && other.idlers() > 0, "the control: nobody pings, and the proxy closes");
                viewer.type("echo st''ill-here\r");
                await().atMost(SOON).until(() -> viewer.output().contains("still-here\r\n"));
                assertEquals(1, viewer.connections());
            }
        }
    }

    /** And heard by its shell. */
    private static PatientViewer attached(RunningLongshell server, TcpProxy proxy, String session) throws IOException, InterruptedException {
        Api api = new Api(proxy.address()).login(server.adminUsername(), server.adminPassword());
        PatientViewer viewer = new PatientViewer(api, session, "silent");
        viewer.type("echo he''re\r");
        await().atMost(SOON).until(() -> viewer.output().contains("here\r\n"));
        return viewer;
    }
}
