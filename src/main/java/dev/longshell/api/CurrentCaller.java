package dev.longshell.api;

import dev.longshell.access.Caller;
import dev.longshell.access.Callers;
import dev.longshell.access.Rights;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who sent this request, looked up once; knows nothing of what is asked. */
@RequestScoped
public class CurrentCaller {
    @Inject
    private Callers callers;
    @Inject
    private HttpServletRequest request;
    private Caller caller;

    /** UNAUTHENTICATED for nobody. */
    public Caller get() {
        if (caller == null) {
            caller = callers.of(request.getUserPrincipal());
        }
        return caller;
    }

    /** Empty for nobody. */
    public Optional<Caller> known() {
        try {
            return Optional.of(get());
        } catch (FaultException e) {
            if (e.fault() != Fault.UNAUTHENTICATED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** For the audit: null where nobody has asked yet who it is, or it is nobody. */
    String usernameIfKnown() {
        return caller == null ? null : caller.username();
    }

    /** FORBIDDEN for whom is no admin. */
    public Caller admin() {
        Rights.requireAdmin(get());
        return caller;
    }

    /** FORBIDDEN for whom is no admin; while the database is away, whom it knew as one when it was last asked. */
    Caller adminEvenWithoutDatabase() {
        if (caller == null) {
            caller = callers.ofAdminEvenWithoutDatabase(request.getUserPrincipal());
        }
        return admin();
    }
}
