package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fault 3: the WAR is deployed anew inside one running server, again and again, with viewers attached: sessions go on, and nothing of the former ones stays. {@code -Dfaults.redeploys=n}.
 */
@Tag("faults")
class RedeployIT {
    private static final int REDEPLOYS = Integer.getInteger("faults.redeploys", 20);
    private static final int VIEWERS = 4;
    /** Until what Payara sets up once is there. */
    private static final int WARM_UP = 2;
    /** What is kept by soft references goes when memory is short; here at every collection, for it to be told from what stays. */
    private static final Map<String, String> WITHOUT_SOFT_REFERENCES = Map.of("JAVA_TOOL_OPTIONS", "-XX:SoftRefLRUPolicyMSPerMB=0");
    private static final Duration RETURN = Duration.ofSeconds(60);
    /** What was to be done every ten seconds is forgotten when it would be done again. */
    private static final Duration TO_LET_GO = Duration.ofSeconds(30);
    /** Payara makes two for a deployment; its log's thread and one of its executor's keep the loader of whoever made them begin, which is one each however many come. */
    private static final long MOST_LOADERS = 4;
    /** Those of Payara's pool that may serve: each keeps whom it served last until it serves again. */
    private static final int THREADS = 64;
    private static final String LOADER = "org.glassfish.web.loader.WebappClassLoader";

    @TempDir
    private Path directory;

    @Test
    void leavesNothingOfTheFormerOnesAndSessionsGoOn() throws Exception {
        Agent agent = Agent.of(RedeployAgent.class, directory);
        try (RunningLongshell longshell = RunningLongshell.start(WITHOUT_SOFT_REFERENCES)) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String session = api.openShell("home");
            long keeper = longshell.keeper().orElseThrow().pid();
            long shell = api.session(session).get("pid").getAsLong();
            try (Counting counting = Counting.begin(api, VIEWERS)) {
                redeploy(longshell, agent, api, counting, WARM_UP);
                Leaks leaks = Leaks.ofServer(longshell.gateway());
                long began = System.nanoTime();
                redeploy(longshell, agent, api, counting, REDEPLOYS);
                long seconds = (System.nanoTime() - began) / 1_000_000_000;
                await().atMost(TO_LET_GO).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    haveEveryThreadServe(api);
                    long loaders = LiveObjects.in(longshell.gateway()).instances(LOADER);
                    assertTrue(loaders <= MOST_LOADERS, loaders + " loaders of the WAR");
                });
                System.out.printf("RedeployIT: %d redeployments in %d s, %d loaders of the WAR, the server before: %s, after: %s%n", REDEPLOYS, seconds, LiveObjects.in(longshell.gateway()).instances(LOADER), leaks, leaks.now());
                leaks.assertNone();
                System.out.println("RedeployIT: " + counting.judge());
            }
            assertEquals(shell, api.session(session).get("pid").getAsLong());
            assertEquals(keeper, longshell.keeper().orElseThrow().pid());
        }
    }

    /** And uses it: a page is shown, a session is opened and ended, and every viewer is back. */
    private static void redeploy(RunningLongshell longshell, Agent agent, Api api, Counting counting, int times) throws Exception {
        for (int time = 0; time < times; time++) {
            int connections = counting.connections();
            agent.run(longshell.gateway(), System.getProperty("longshell.war"));
            await().atMost(RETURN).ignoreExceptions().until(() -> api.send("GET", "/index.xhtml", null).statusCode() == 200);
            api.end(api.openShell("home"));
            await().atMost(RETURN).until(() -> counting.connections() >= connections + VIEWERS);
        }
    }

    private static void haveEveryThreadServe(Api api) throws Exception {
        for (int request = 0; request < THREADS; request++) {
            api.send("GET", "/health/live", null);
        }
    }
}
