package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;
import dev.longshell.wire.Build;
import dev.longshell.wire.Call;
import dev.longshell.wire.Hello;
import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * The place of the keeper that opens sessions, and the retired ones beside it; knows nothing of what they are asked.
 *
 * <pre>
 *  older build found -> RETIRE -> it frees the place, and is found by its pid's socket -> another is launched
 *  newer build found, or the same, or one that does not retire -> stays
 * </pre>
 *
 * Only a gateway of a newer build retires a keeper, so that two gateways of one LONGSHELL_HOME come to rest with the newest. Whoever dies between two steps leaves a
 * place that is free, and sockets that the next gateway finds.
 */
final class Generations implements Place {
    private static final Logger LOG = System.getLogger(Generations.class.getName());
    /** For the gateway that has retired our keeper to put its own in the place: a cold JVM takes a second. */
    private static final long SUCCESSOR_MILLIS = 3_000;
    /** What a keeper answers that knows no RETIRE, or that is a service of its own. */
    private static final List<Fault> STAYS = List.of(Fault.INVALID_PARAMETER, Fault.CONFLICT);

    private final KeeperHome home;
    private final LinkSelector selector;
    private final Launcher launcher;
    private final LongFunction<Breaker> breakers;
    private final Consumer<Object> events;
    private final Map<Long, RetiredKeeper> retired = new ConcurrentHashMap<>();

    /** @param breakers gives the breaker of a retired keeper, by its pid @param events as {@link Supervisor} has it, and {@link KeeperEnded} */
    Generations(KeeperHome home, LinkSelector selector, Launcher launcher, LongFunction<Breaker> breakers, Consumer<Object> events) {
        this.home = home;
        this.selector = selector;
        this.launcher = launcher;
        this.breakers = breakers;
        this.events = events;
    }

    /** Those that still have sessions, or had some until just now. */
    List<Keeping> retired() {
        return retired.values().stream().map(RetiredKeeper::keeping).toList();
    }

    /** The retired keeper that has that session. @throws FaultException KEEPER_UNAVAILABLE when one does not tell what it has */
    Optional<Keeping> holder(String session) {
        return retired.values().stream().filter(keeper -> keeper.has(session)).map(RetiredKeeper::keeping).findFirst();
    }

    /** Whether that retired keeper is gone; where its line has just broken, that is waited for. */
    boolean hasEnded(Keeping keeping) {
        return retired.values().stream().filter(keeper -> keeper.keeping() == keeping).allMatch(RetiredKeeper::hasEnded);
    }

    /** Those that have told what they have. */
    List<OlderKeeper> views() {
        return retired.values().stream().map(RetiredKeeper::view).flatMap(Optional::stream).toList();
    }

    @Override
    public void fill(Runnable connect) throws InterruptedException {
        launcher.launch(connect);
    }

    /** The one that we launched stays whatever its build, lest a WAR with another program inside retires its own keepers for ever. */
    @Override
    public boolean keeps(Control keeper) {
        Hello hello = keeper.hello();
        if (launcher.hasStarted(hello.pid()) || !Build.isNewer(Build.id(), hello.build())) {
            return true;
        }
        try {
            keeper.ask(Call.retire());
        } catch (FaultException e) {
            if (!STAYS.contains(e.fault())) {
                throw e;
            }
            LOG.log(Level.WARNING, "the keeper (pid " + hello.pid() + ") stays with its older build " + hello.build() + ": " + Reason.of(e));
            return true;
        }
        LOG.log(Level.INFO, "the keeper (pid " + hello.pid() + ", build " + hello.build() + ") has retired: its sessions go on, new ones open in a keeper of build " + Build.id());
        findRetired();
        return false;
    }

    @Override
    public void arrived(KeeperArrived arrival) {
        findRetired();
    }

    @Override
    public void left() throws InterruptedException {
        findRetired();
        TimeUnit.MILLISECONDS.sleep(SUCCESSOR_MILLIS);
    }

    private void findRetired() {
        try (Stream<Path> files = Files.list(home.directory())) {
            files.map(KeeperHome::retiredPid).filter(OptionalLong::isPresent).forEach(pid -> retired.computeIfAbsent(pid.getAsLong(), this::found));
        } catch (IOException | UncheckedIOException e) {
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "Retired keepers cannot be looked for in " + home.directory() + ": " + Reason.of(e) + ".", 1_000,
                    e instanceof IOException io ? io : ((UncheckedIOException) e).getCause());
        }
    }

    private RetiredKeeper found(long pid) {
        RetiredKeeper keeper = new RetiredKeeper(pid, new KeeperDoor(home, home.retiredSocket(pid), selector), breakers.apply(pid), events, () -> ended(pid));
        keeper.start();
        return keeper;
    }

    private void ended(long pid) {
        retired.remove(pid);
        try {
            Files.deleteIfExists(home.retiredSocket(pid)); // left there by one that was killed
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the socket of the retired keeper " + pid + " cannot be deleted", e);
        }
        LOG.log(Level.INFO, "the retired keeper (pid " + pid + ") has ended");
        events.accept(new KeeperEnded(pid));
    }

    void stop() throws InterruptedException {
        for (RetiredKeeper keeper : retired.values()) {
            keeper.thread().interrupt();
            keeper.thread().join(2_000);
        }
    }
}
