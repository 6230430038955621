package dev.longshell.api;

import dev.longshell.link.KeeperLink;
import dev.longshell.link.OlderKeeper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The keepers of older builds, which only serve their sessions to the end; for admins. */
@Path("/keepers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class KeeperResource {
    @Inject
    private KeeperLink keepers;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<OlderKeeper> older() {
        caller.adminEvenWithoutDatabase();
        return keepers.older();
    }
}
