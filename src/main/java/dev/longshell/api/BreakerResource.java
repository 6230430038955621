package dev.longshell.api;

import dev.longshell.breaker.BreakerView;
import dev.longshell.breaker.Breakers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What this gateway depends on, and whether it is there; for admins. */
@Path("/breakers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BreakerResource {
    @Inject
    private Breakers breakers;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<BreakerView> list() {
        caller.adminEvenWithoutDatabase();
        return breakers.list();
    }
}
