package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.longshell.gateway.RawWebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases of RFC 6455 at the product's own door: the plain stream of a terminal whose program gives back every byte. */
class FrameSuiteIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Person admin;
    private static String session;

    @BeforeAll
    static void open() {
        admin = Person.admin();
        session = admin.open(admin.newProject(), "/bin/sh", "-c", "stty raw -echo; exec cat");
    }

    @TestFactory
    Stream<DynamicTest> framing() {
        return tests(FrameCases.framing());
    }

    @TestFactory
    Stream<DynamicTest> pings() {
        return tests(FrameCases.pings());
    }

    @TestFactory
    Stream<DynamicTest> reservedBits() {
        return tests(FrameCases.reservedBits());
    }

    @TestFactory
    Stream<DynamicTest> opcodes() {
        return tests(FrameCases.opcodes());
    }

    @TestFactory
    Stream<DynamicTest> fragmentation() {
        return tests(FrameCases.fragmentation());
    }

    @TestFactory
    Stream<DynamicTest> utf8() {
        return tests(Utf8Cases.all());
    }

    @TestFactory
    Stream<DynamicTest> closing() {
        return tests(FrameCases.closing());
    }

    @TestFactory
    Stream<DynamicTest> limits() {
        return tests(FrameCases.limits());
    }

    @TestFactory
    Stream<DynamicTest> byChance() {
        return tests(FrameCases.byChance());
    }

    private static Stream<DynamicTest> tests(List<FrameCase> cases) {
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> assertTimeoutPreemptively(PATIENCE, () -> run(each))));
    }

    private static void run(FrameCase each) throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(admin.server(), "/ws/terminal/" + session, "Authorization: Bearer " + admin.token())) {
            each.run(socket);
        }
    }
}
