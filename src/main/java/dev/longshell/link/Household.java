package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Call;
import dev.longshell.wire.Json;
import dev.longshell.wire.SessionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** The keepers of one OS user's sessions: the one that opens them, and those of older builds that still have some; knows nothing of other users'. */
final class Household {
    private final Generations generations;
    private final Keeping current;
    private final Thread thread;
    /** What the current keeper has, or had not long ago. */
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    /** @param breaker of the current keeper @param ofRetired gives that of a retired one, by its pid @param events as {@link Supervisor} and {@link Generations} have it */
    Household(KeeperProgram program, LinkSelector selector, Breaker breaker, LongFunction<Breaker> ofRetired, Consumer<Object> events) {
        generations = new Generations(program.home(), selector, new Launcher(program), ofRetired, events);
        KeeperDoor door = new KeeperDoor(program.home(), selector);
        Supervisor supervisor = new Supervisor(door, generations, breaker, event -> {
            note(event);
            events.accept(event);
        });
        current = new Keeping(door, supervisor, breaker);
        thread = new Thread(supervisor, "longshell-" + program.home().directory().getFileName());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Leaves the keepers and their sessions as they are. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(2_000);
        generations.stop();
    }

    private void note(Object event) {
        if (event instanceof SessionReport report) {
            sessions.add(report.id());
        }
        if (event instanceof KeeperArrived arrival) {
            sessions.clear();
            arrival.sessions().forEach(report -> sessions.add(report.id()));
        }
    }

    SessionReport open(Call call) {
        SessionReport opened = Json.read(current.ask(call), SessionReport.class);
        sessions.add(opened.id());
        return opened;
    }

    void forgotten(String session) {
        sessions.remove(session);
    }

    /** @param silent is told of each keeper that does not answer */
    List<SessionReport> list(Consumer<FaultException> silent) {
        List<SessionReport> all = new ArrayList<>(listed(current, silent)); // first: a keeper that retires meanwhile is among the retired before another is current
        generations.retired().forEach(keeper -> all.addAll(listed(keeper, silent)));
        return all;
    }

    private List<SessionReport> listed(Keeping keeper, Consumer<FaultException> silent) {
        try {
            return List.of(Json.read(keeper.ask(Call.list()), SessionReport[].class));
        } catch (FaultException e) {
            if (!hasEnded(keeper)) {
                silent.accept(e);
            }
            return List.of();
        }
    }

    /** False for the current keeper; true for one that is not of this household, or is there no more. */
    boolean hasEnded(Keeping keeper) {
        return keeper != current && generations.hasEnded(keeper);
    }

    /** Those of older builds that still run. Asks nobody. */
    List<OlderKeeper> older() {
        return generations.views();
    }

    /** The keeper that has the session, if it is known to be here. @throws FaultException KEEPER_UNAVAILABLE when a retired one does not tell what it has */
    Optional<Keeping> holder(String session) {
        return generations.holder(session).or(() -> sessions.contains(session) ? Optional.of(likelyHolder(session)) : Optional.empty());
    }

    /** Where none of the retired has it, they are asked once more behind the current one: it may be on its way to being one of them. */
    Keeping likelyHolder(String session) {
        return generations.holder(session).orElseGet(() -> {
            current.awaitLine();
            return generations.holder(session).orElse(current);
        });
    }

    /** Whether the current keeper has it: one that another gateway has just had opened may not have been told of. */
    boolean has(String session) {
        try {
            current.ask(Call.of(Call.Verb.INSPECT, session));
        } catch (FaultException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            return false;
        }
        sessions.add(session);
        return true;
    }
}
