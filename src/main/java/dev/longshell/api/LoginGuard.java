package dev.longshell.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Lets nobody without a login past, whether there is something behind a path or not, but to the two that are about logins themselves, and to what asks for a share link. */
@Provider
@PreMatching
public class LoginGuard implements ContainerRequestFilter {
    private static final Set<String> PUBLIC = Set.of("auth/login", "auth/logout", "guest");

    /** What must be answered also while it is the database that is away. */
    private static final String BREAKERS = "breakers";

    @Inject
    private CurrentCaller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath().replaceAll("^/|/$", "");
        if (path.equals(BREAKERS)) {
            caller.adminEvenWithoutDatabase();
            return;
        }
        if (!PUBLIC.contains(path)) {
            caller.get();
        }
    }
}
