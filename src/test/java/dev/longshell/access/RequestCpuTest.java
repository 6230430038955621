package dev.longshell.access;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Seventy requests once looped at the end of their bodies, and nobody noticed: not the server, which had no thread left
 * to say so.
 */
class RequestCpuTest {
    private static final byte[] BODY = "{\"a\":{".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RequestCpu cpu = new RequestCpu(TimeUnit.MILLISECONDS.toNanos(100));
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(RequestCpu.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            log.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        stop.set(true);
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    /** What a request does on its thread. */
    private interface Doing {
        void with(RequestCpu.Work work) throws IOException, InterruptedException;
    }

    /** @return completes with what ended it, null for nothing special */
    private CompletableFuture<Throwable> request(Doing doing) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Throwable how = null;
            try (RequestCpu.Work work = cpu.begin("POST /api/auth/login")) {
                doing.with(work);
            } catch (IOException | InterruptedException e) {
                how = e;
            }
            end.complete(how);
        }, "http-thread");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** As Parsson 1.1.5 skips a member. */
    private void skipWithoutEnd(InputStream in) throws IOException {
        while (!stop.get()) {
            in.read();
        }
    }

    private static InputStream bodyOf(RequestCpu.Work work) throws IOException {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(RequestCpuTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> null);
        return new WholeRequest(request, BODY, work).getInputStream();
    }

    @Test
    void endsAParserThatLoopsAtTheEndOfItsInput() {
        CompletableFuture<Throwable> end = request(work -> skipWithoutEnd(bodyOf(work)));

        await().atMost(PATIENCE).until(() -> {
            cpu.look();
            return end.isDone();
        });

        assertTrue(end.join() instanceof IOException, () -> "ended by " + end.join());
        assertEquals(1, log.size(), log::toString);
        assertTrue(log.get(0).startsWith("POST /api/auth/login has used ") && log.get(0).contains("skipWithoutEnd"),
                log.get(0));
        assertEquals(0, cpu.lost());
    }

    /**
     * The control: one that does not ask for its body cannot be ended, is told once a minute, counted, and forgotten
     * when it ends by itself.
     */
    @Test
    void countsOneThatCannotBeEndedForAsLongAsItLasts() {
        CompletableFuture<Throwable> end = request(work -> skipWithoutEnd(new ByteArrayInputStream(BODY)));

        await().atMost(PATIENCE).until(() -> {
            cpu.look();
            return cpu.lost() == 1;
        });

        assertFalse(end.isDone());
        assertEquals(1, log.size(), log::toString);
        stop.set(true);
        end.join();
        assertEquals(0, cpu.lost());
    }

    @Test
    void leavesAloneWhoWaitsAndWhoGetsOnWithSomethingLong() {
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Boolean> waited = new CompletableFuture<>();
        CompletableFuture<Throwable> waiting = request(work -> {
            answer.await();
            waited.complete(work.isOver());
        });
        CompletableFuture<Boolean> got = new CompletableFuture<>();
        CompletableFuture<Throwable> gettingOn = request(work -> {
            while (!stop.get()) {
                cpu.partIsDone();
            }
            got.complete(work.isOver());
        });
        CompletableFuture<Throwable> measure = request(work -> skipWithoutEnd(bodyOf(work)));

        await().atMost(PATIENCE).until(() -> {
            cpu.look();
            return measure.isDone();
        });
        stop.set(true);
        answer.countDown();

        waiting.join();
        gettingOn.join();
        assertFalse(waited.join(), "it only waited");
        assertFalse(got.join(), "it got on");
        assertEquals(1, log.size(), "of the one that measures the time");
    }

    @Test
    void isNotDeceivedByWhatItsThreadDidForOthersBefore() {
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try (RequestCpu.Work work = cpu.begin("GET /first")) {
                skipWithoutEnd(bodyOf(work));
            } catch (IOException e) {
                first.countDown();
            }
            try (RequestCpu.Work work = cpu.begin("GET /second")) {
                looked.await();
                second.complete(work.isOver());
            } catch (InterruptedException e) {
                second.completeExceptionally(e);
            }
        }, "http-thread");
        thread.setDaemon(true);
        thread.start();
        await().atMost(PATIENCE).until(() -> {
            cpu.look();
            return first.getCount() == 0;
        });
        for (int look = 0; look < 10; look++) {
            cpu.look();
        }
        looked.countDown();
        assertFalse(second.join());
    }
}
