package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Refusal;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One control connection: questions with numbers, their answers, reports unasked, and the heartbeat; knows nothing of viewers or of how the line came to be.
 *
 * <pre>
 *  greeting --HELLO--> standing --silent for 5 s--> stalled --any frame--> standing
 *      \------------------- CLOSE, end of stream, broken frame ------------------> over
 * </pre>
 *
 * A stalled keeper (stopped, swapped out) still holds its sessions and is only waited for; one whose line ends is gone.
 */
final class Control implements Receiver {
    /** Silence after which the keeper counts as stalled and every question has failed, unless CIRCUIT_BREAKER_TIMEOUT is less: two and a half heartbeats. */
    static final long SILENCE_MILLIS = 5_000;

    private final Consumer<SessionReport> reports;
    private final long answerMillis;
    private final Map<Integer, CompletableFuture<String>> questions = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final CompletableFuture<Hello> greeting = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger beats = new AtomicInteger();
    private volatile long heardNanos = System.nanoTime();
    private volatile KeeperProcess process;
    private volatile Hello hello;
    private volatile boolean retired;
    private Line line;

    /** @param answerMillis after which a question has failed */
    Control(Consumer<SessionReport> reports, long answerMillis) {
        this.reports = reports;
        this.answerMillis = answerMillis;
    }

    /** Says hello through that door and waits for the answer. @throws FaultException KEEPER_UNAVAILABLE or PROTOCOL_MISMATCH */
    Hello greet(KeeperDoor door) {
        door.open(this);
        try {
            return answer(greeting);
        } catch (FaultException e) {
            close();
            throw e;
        }
    }

    /** The answer's JSON. @throws FaultException the keeper's refusal, or KEEPER_UNAVAILABLE after the time that it may take */
    String ask(Call call) {
        refuseWhenStalled();
        int number = numbers.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        questions.put(number, answer);
        try {
            if (isOver()) {
                throw gone(null);
            }
            line.send(Frame.numbered(Tag.REQUEST, number, Json.write(call)));
            return answer(answer);
        } finally {
            questions.remove(number);
        }
    }

    /** @throws FaultException KEEPER_UNAVAILABLE while the keeper is silent */
    void refuseWhenStalled() {
        if (stalled()) {
            throw noAnswer(SILENCE_MILLIS, null);
        }
    }

    private <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(answerMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw noAnswer(answerMillis, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer(answerMillis, e);
        } catch (ExecutionException e) {
            FaultException fault = (FaultException) e.getCause();
            FaultException here = fault.retryAfterMillis().isPresent()
                    ? FaultException.retryable(fault.fault(), fault.getMessage(), fault.retryAfterMillis().getAsLong(), fault)
                    : new FaultException(fault.fault(), fault.getMessage(), fault);
            throw here;
        }
    }

    static FaultException noAnswer(long millis, Exception cause) {
        return FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "The keeper has not answered for " + (millis % 1_000 == 0 ? millis / 1_000 + " seconds" : millis + " ms") + "; its sessions may well be alive.", 2_000, cause);
    }

    private static FaultException gone(Exception cause) {
        return FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "The line to the keeper broke.", 1_000, cause);
    }

    /** Asks for a sign of life, and returns once the line is over or that time has passed. @return true while the line stands */
    boolean beat(long millis) throws InterruptedException {
        try {
            line.send(Frame.number(Tag.PING, beats.incrementAndGet()));
        } catch (FaultException e) {
            if (e.fault() != Fault.RATE_LIMIT) {
                return !isOver(); // over, and broken() says why; a stalled keeper (RATE_LIMIT) is only waited for
            }
        }
        return !over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** True when nothing was heard for five seconds on a line that still stands. */
    boolean stalled() {
        return !isOver() && silentMillis() > SILENCE_MILLIS;
    }

    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    void close() {
        line.close();
        end(gone(null));
    }

    @Override
    public void opened(Line opened) {
        line = opened;
    }

    @Override
    public void frame(ByteBuffer frame) {
        heardNanos = System.nanoTime();
        take(frame);
        line.ready();
    }

    private void take(ByteBuffer frame) {
        switch (frame.get()) {
            case Tag.HELLO -> hello(frame.getShort(), Frame.text(frame));
            case Tag.REPLY -> reply(frame.getInt(), Frame.text(frame));
            case Tag.REFUSAL -> refusal(frame.getInt(), Json.read(Frame.text(frame), Refusal.class));
            case Tag.REPORT -> reports.accept(Json.read(Frame.text(frame), SessionReport.class));
            case Tag.CLOSE -> refused(frame.getShort(), Frame.text(frame));
            default -> { } // a PONG was heard, that is all it says; unknown tags are skipped: v1 grows so
        }
    }

    private void hello(int version, String json) {
        if (version != Protocol.VERSION) {
            greeting.completeExceptionally(mismatch("The keeper speaks version " + version + " of the frame protocol, this gateway " + Protocol.VERSION + "."));
            return;
        }
        Hello keeper = Json.read(json, Hello.class);
        process = KeeperProcess.of(keeper.pid());
        hello = keeper;
        greeting.complete(keeper);
    }

    /** The keeper's, once it has greeted. */
    KeeperProcess process() {
        return process;
    }

    /** What the keeper said of itself, once it has greeted. */
    Hello hello() {
        return hello;
    }

    /** Whether the line is over because the keeper has retired. */
    boolean isRetired() {
        return retired;
    }

    private static FaultException mismatch(String message) {
        return FaultException.retryable(Fault.PROTOCOL_MISMATCH, message, 10_000, null);
    }

    private void reply(int number, String json) {
        CompletableFuture<String> question = questions.get(number);
        if (question != null) {
            question.complete(json);
        }
    }

    private void refusal(int number, Refusal refusal) {
        CompletableFuture<String> question = questions.get(number);
        if (question != null) {
            question.completeExceptionally(new FaultException(Fault.ofCode(refusal.fault()), refusal.message()));
        }
    }

    private void refused(int code, String reason) {
        retired = code == Protocol.RETIRED;
        Fault fault = code == Fault.PROTOCOL_MISMATCH.closeCode() ? Fault.PROTOCOL_MISMATCH : Fault.KEEPER_UNAVAILABLE;
        end(FaultException.retryable(fault, "The keeper refused this gateway: " + reason, retired ? 1_000 : 10_000, null));
    }

    @Override
    public void broken(Exception cause) {
        end(gone(cause));
    }

    private void end(FaultException why) {
        greeting.completeExceptionally(why);
        over.countDown();
        questions.values().forEach(question -> question.completeExceptionally(why));
    }
}
