package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Refusal;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A control line against a keeper that does what it should not. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ControlTest {
    @TempDir
    Path directory;
    private FakeKeeper keeper;
    private LinkSelector selector;
    private KeeperDoor door;
    private final List<SessionReport> reports = new CopyOnWriteArrayList<>();
    private final Control control = new Control(reports::add, Control.SILENCE_MILLIS);

    @BeforeEach
    void listen() {
        keeper = FakeKeeper.in(directory);
        selector = new LinkSelector("link-under-test");
        door = new KeeperDoor(KeeperHome.of(directory), selector);
    }

    @AfterEach
    void stop() {
        selector.close();
        keeper.close();
    }

    private CompletableFuture<?> greeting() {
        return CompletableFuture.supplyAsync(() -> control.greet(door));
    }

    private FakeKeeper.Peer standing() {
        CompletableFuture<?> greeting = greeting();
        FakeKeeper.Peer peer = keeper.accept();
        peer.greet(Protocol.VERSION);
        greeting.join();
        return peer;
    }

    private static FaultException faultOf(CompletableFuture<?> future) {
        return (FaultException) assertThrows(CompletionException.class, future::join).getCause();
    }

    @Test
    void namesBothVersionsWhenTheyDiffer() {
        CompletableFuture<?> greeting = greeting();
        keeper.accept().greet(7);

        FaultException fault = faultOf(greeting);

        assertEquals(Fault.PROTOCOL_MISMATCH, fault.fault());
        assertEquals("The keeper speaks version 7 of the frame protocol, this gateway 1.", fault.getMessage());
        assertTrue(fault.retryAfterMillis().isPresent());
        assertTrue(control.isOver());
    }

    @Test
    void tellsTheKeepersReasonWhenItRefusesTheSecret() {
        CompletableFuture<?> greeting = greeting();
        FakeKeeper.Peer peer = keeper.accept();
        peer.next(Tag.HELLO);
        peer.send(Frame.close(4403, "wrong secret"));
        peer.close();

        FaultException fault = faultOf(greeting);

        assertEquals(Fault.KEEPER_UNAVAILABLE, fault.fault());
        assertTrue(fault.getMessage().contains("wrong secret"), fault::getMessage);
    }

    @Test
    void givesUpAQuestionAfterFiveSecondsOfSilenceAndRefusesTheNextAtOnce() {
        FakeKeeper.Peer peer = standing();
        long asked = System.nanoTime();

        FaultException fault = assertThrows(FaultException.class, () -> control.ask(Call.list()));

        assertEquals(Fault.KEEPER_UNAVAILABLE, fault.fault());
        assertTrue(fault.getMessage().contains("5 seconds"), fault::getMessage);
        assertTrue(System.nanoTime() - asked >= 4_900_000_000L);
        await().until(control::stalled);
        assertFalse(control.isOver(), "a keeper that is only silent still has its sessions");
        assertThrows(FaultException.class, control::refuseWhenStalled);

        peer.send(Frame.number(Tag.PONG, 1));
        await().until(() -> !control.stalled());
    }

    @Test
    void givesUpAQuestionEarlierWhereItIsToldToAndTheKeeperIsNotCalledSilentForThat() {
        Control hasty = new Control(reports::add, 50);
        CompletableFuture<?> greeting = CompletableFuture.supplyAsync(() -> hasty.greet(door));
        FaultException fault = faultOf(greeting);

        assertEquals(Fault.KEEPER_UNAVAILABLE, fault.fault());
        assertTrue(fault.getMessage().contains("50 ms"), fault::getMessage);
        assertFalse(hasty.stalled());
    }

    @Test
    void handsTheKeepersRefusalToWhoAsked() {
        FakeKeeper.Peer peer = standing();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> control.ask(Call.list()));
        int number = peer.next(Tag.REQUEST).getInt();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> control.ask(Call.list()));
        peer.reply(peer.next(Tag.REQUEST).getInt(), "[]");

        peer.send(Frame.numbered(Tag.REFUSAL, number, Json.write(new Refusal("not_found", "No such session."))));
        peer.reply(number, "late, and for nobody");

        FaultException fault = faultOf(first);
        assertEquals(Fault.NOT_FOUND, fault.fault());
        assertEquals("No such session.", fault.getMessage());
        assertEquals("[]", second.join());
        assertFalse(control.isOver());
    }

    @Test
    void failsWhatIsAskedWhenTheLineEnds() {
        FakeKeeper.Peer peer = standing();
        CompletableFuture<String> question = CompletableFuture.supplyAsync(() -> control.ask(Call.list()));
        peer.next(Tag.REQUEST);

        peer.close();

        assertEquals(Fault.KEEPER_UNAVAILABLE, faultOf(question).fault());
        assertTrue(control.isOver());
        assertEquals(Fault.KEEPER_UNAVAILABLE, assertThrows(FaultException.class, () -> control.ask(Call.list())).fault());
    }

    @Test
    void skipsTagsThatItDoesNotKnow() {
        FakeKeeper.Peer peer = standing();
        peer.send(ByteBuffer.wrap(new byte[] {(byte) 0xCE, 1, 2}));
        CompletableFuture<String> question = CompletableFuture.supplyAsync(() -> control.ask(Call.list()));

        peer.reply(peer.next(Tag.REQUEST).getInt(), "[]");

        assertEquals("[]", question.join());
    }

    @Test
    void endsTheLineAtALengthThatLiesOrAReportThatIsNone() {
        FakeKeeper.Peer peer = standing();

        peer.send(Frame.json(Tag.REPORT, "{nonsense"));

        await().until(control::isOver);
        assertTrue(reports.isEmpty());
    }

    @Test
    void nobodyAtTheSocketIsSaidAtOnce() {
        keeper.close();

        FaultException fault = assertThrows(FaultException.class, () -> new Control(reports::add, Control.SILENCE_MILLIS).greet(door));

        assertEquals(Fault.KEEPER_UNAVAILABLE, fault.fault());
        assertTrue(fault.getMessage().startsWith("No keeper answers at "), fault::getMessage);
    }
}
