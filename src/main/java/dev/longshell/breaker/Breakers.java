package dev.longshell.breaker;

import dev.longshell.fault.Fault;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** All breakers of this gateway; knows nothing of what they guard. */
@ApplicationScoped
public class Breakers {
    private static final Logger LOG = System.getLogger(Breakers.class.getName());

    private final Map<String, Breaker> breakers = new ConcurrentSkipListMap<>();
    private Breaker.Terms terms;
    private Gate counting;
    private Gate crowd;
    private Gate few;
    private Event<BreakerChanged> changes;

    protected Breakers() {
        // for the container's proxy
    }

    @Inject
    Breakers(Settings settings, CountingGate counting, CrowdGate crowd, FewGate few, Event<BreakerChanged> changes) {
        this.counting = counting;
        this.crowd = crowd;
        this.few = few;
        this.changes = changes;
        terms = new Breaker.Terms(settings.integer(Setting.CIRCUIT_BREAKER_THRESHOLD), settings.number(Setting.CIRCUIT_BREAKER_TIMEOUT),
                settings.number(Setting.CIRCUIT_BREAKER_RESET_TIMEOUT), this::tell, System::nanoTime);
    }

    /** The breaker of the database. @param counted the faults that are its own; any other is an answer */
    public Breaker ofDatabase(String dependency, Set<Fault> counted) {
        return of(dependency, counted, counting);
    }

    /** The breaker of one keeper. @param counted the faults that are its own; any other is an answer */
    public Breaker ofKeeper(String dependency, Set<Fault> counted) {
        return of(dependency, counted, crowd);
    }

    /** The breaker of a service of somebody else's, which may hang. @param counted the faults that are its own; any other is an answer */
    public Breaker ofProvider(String dependency, Set<Fault> counted) {
        return of(dependency, counted, few);
    }

    private Breaker of(String dependency, Set<Fault> counted, Gate gate) {
        Breaker breaker = breakers.get(dependency);
        if (breaker != null) {
            return breaker;
        }
        breaker = breakers.computeIfAbsent(dependency, name -> new Breaker(name, counted, gate, terms));
        changes.fire(new BreakerChanged(breaker.view()));
        return breaker;
    }

    /** That dependency is there no more: a keeper that has ended. */
    public void forget(String dependency) {
        breakers.remove(dependency);
    }

    /** By name. */
    public List<BreakerView> list() {
        return breakers.values().stream().map(Breaker::view).toList();
    }

    private void tell(BreakerChanged change) {
        BreakerView now = change.now();
        LOG.log(now.closed() ? Level.INFO : Level.WARNING, "the breaker of " + now.dependency() + " is " + now.state() + (now.cause() == null ? "" : ": " + now.cause()));
        changes.fire(change);
    }
}
