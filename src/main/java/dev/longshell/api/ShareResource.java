package dev.longshell.api;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.ShareDraft;
import dev.longshell.session.ShareView;
import dev.longshell.session.Shares;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** The share links of a session. */
@Path("/sessions/{id}/shares")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ShareResource {
    @Inject
    private Shares shares;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<ShareView> list(@PathParam("id") String id) {
        return shares.list(caller.get(), id);
    }

    @POST
    public Response make(@PathParam("id") String id, ShareDraft draft) {
        ShareView made = shares.make(caller.get(), id, Bodies.required(draft, "The body"));
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    @DELETE
    @Path("{share}")
    public void revoke(@PathParam("id") String id, @PathParam("share") String share) {
        shares.revoke(caller.get(), id, idOf(share));
    }

    /** What is no id is none that exists. */
    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new FaultException(Fault.NOT_FOUND, "The session has no such link.", e);
        }
    }
}
