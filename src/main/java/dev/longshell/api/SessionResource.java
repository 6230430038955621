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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

    @POST
    @Path("{id}/signal")
    public void signal(@PathParam("id") String id, Bodies.SignalName body) {
        sessions.signal(caller.get(), id, Bodies.required(body, "The body").signal());
    }
}
