package dev.longshell.api;

import dev.longshell.session.SessionView;
import dev.longshell.session.Sessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** Sessions that are there. */
@Path("/sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {
    @Inject
    private Sessions sessions;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<SessionView> list(@QueryParam("project") String project, @QueryParam("state") String state, @QueryParam("kind") String kind) {
        return sessions.list(caller.get(), project, state, kind);
    }

    @GET
    @Path("{id}")
    public SessionView find(@PathParam("id") String id) {
        return sessions.find(caller.get(), id);
    }

    @PATCH
    @Path("{id}")
    public SessionView rename(@PathParam("id") String id, Bodies.NewName body) {
        return sessions.rename(caller.get(), id, Bodies.required(body, "The body").name());
    }

    @DELETE
    @Path("{id}")
    public void end(@PathParam("id") String id) {
        sessions.end(caller.get(), id);
    }

    @POST
    @Path("{id}/input")
    public void type(@PathParam("id") String id, Bodies.Input body) {
        Bodies.required(body, "The body");
        sessions.type(caller.get(), id, body.text(), body.submit());
    }

    @POST
    @Path("{id}/resize")
    public void resize(@PathParam("id") String id, Bodies.Size body) {
        Bodies.required(body, "The body");
        sessions.resize(caller.get(), id, Bodies.required(body.cols(), "cols"), Bodies.required(body.rows(), "rows"));
    }

    /** Another like it, in its place; the body, with the size, may be missing. */
    @POST
    @Path("{id}/restart")
    public Response restart(@PathParam("id") String id, Bodies.Size body) {
        return opened(sessions.restart(caller.get(), id, body == null ? null : body.cols(), body == null ? null : body.rows()));
    }

    /** Another under the last screen of a lost one. */
    @POST
    @Path("{id}/restore")
    public Response restore(@PathParam("id") String id) {
        return opened(sessions.restore(caller.get(), id));
    }

    private static Response opened(SessionView session) {
        return Response.created(URI.create("sessions/" + session.id())).entity(session).build();
    }

    @POST
    @Path("{id}/extend")
    public void extend(@PathParam("id") String id) {
        sessions.extend(caller.get(), id);
    }

    @PUT
    @Path("{id}/keep")
    public void keep(@PathParam("id") String id) {
        sessions.keep(caller.get(), id, true);
    }

    @DELETE
    @Path("{id}/keep")
    public void letGo(@PathParam("id") String id) {
        sessions.keep(caller.get(), id, false);
    }

    @POST
    @Path("{id}/signal")
    public void signal(@PathParam("id") String id, Bodies.SignalName body) {
        sessions.signal(caller.get(), id, Bodies.required(body, "The body").signal());
    }
}
