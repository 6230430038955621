package dev.longshell.console;

import dev.longshell.access.Rights;
import dev.longshell.breaker.BreakerView;
import dev.longshell.breaker.Breakers;
import dev.longshell.link.KeeperLink;
import dev.longshell.link.OlderKeeper;
import dev.longshell.session.RunAs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The page of what this gateway stands on, for admins; knows nothing of how a breaker counts. */
@Named("house")
@RequestScoped
public class HousePage {
    private final Breakers breakers;
    private final KeeperLink keepers;
    private final RunAs runAs;
    private final Visitor visitor;

    protected HousePage() {
        this(null, null, null, null);
    }

    @Inject
    public HousePage(Breakers breakers, KeeperLink keepers, RunAs runAs, Visitor visitor) {
        this.breakers = breakers;
        this.keepers = keepers;
        this.runAs = runAs;
        this.visitor = visitor;
    }

    /** By name. @throws dev.longshell.fault.FaultException FORBIDDEN for whom is no admin */
    public List<BreakerView> getBreakers() {
        Rights.requireAdmin(visitor.caller());
        return breakers.list();
    }

    /** Keepers that only serve their sessions to the end. @throws dev.longshell.fault.FaultException FORBIDDEN for whom is no admin */
    public List<OlderKeeper> getOlderKeepers() {
        Rights.requireAdmin(visitor.caller());
        return keepers.older();
    }

    /** What an admin must know of whose the shells are; null for nothing. */
    public String getWarning() {
        return runAs.warning().orElse(null);
    }

    /** What a state means for those who use the dependency. */
    public String meaning(BreakerView breaker) {
        return switch (breaker.state()) {
            case "closed" -> "answers";
            case "half_open" -> "is tried with one call";
            default -> "does not answer; calls are refused at once";
        };
    }
}
