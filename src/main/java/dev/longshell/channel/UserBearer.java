package dev.longshell.channel;

import dev.longshell.access.Caller;
import dev.longshell.access.Callers;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.Sessions;
import dev.longshell.wire.Attach;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Somebody with a login or a personal token. */
record UserBearer(Caller caller, Callers callers, Sessions sessions) implements Bearer {
    @Override
    public String name() {
        return caller.username();
    }

    @Override
    public UUID user() {
        return caller.userId();
    }

    @Override
    public boolean admin() {
        return caller.admin();
    }

    @Override
    public Optional<UUID> link() {
        return Optional.empty();
    }

    @Override
    public long accessVersion() {
        return caller.accessVersion();
    }

    @Override
    public Instant expiresAt() {
        return caller.proof().expiresAt();
    }

    @Override
    public Bearer again() {
        return new UserBearer(callers.again(caller), callers, sessions);
    }

    @Override
    public Bearer renewed(String token) {
        Caller fresh = callers.ofToken(token);
        if (!fresh.userId().equals(caller.userId())) {
            throw new FaultException(Fault.UNAUTHENTICATED, "That token is somebody else's.");
        }
        return new UserBearer(fresh, callers, sessions);
    }

    @Override
    public Attach.Role roleFor(Admission admission) {
        try {
            return sessions.roleOf(caller, admission.attach().session(), admission.kind());
        } catch (FaultException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            return null;
        }
    }

    @Override
    public FaultException over() {
        return new FaultException(Fault.UNAUTHENTICATED, "Your login is over.");
    }
}
