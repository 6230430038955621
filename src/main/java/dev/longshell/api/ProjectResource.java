package dev.longshell.api;

import dev.longshell.claude.Brought;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.ProjectDraft;
import dev.longshell.session.ProjectView;
import dev.longshell.session.Projects;
import dev.longshell.session.SessionDraft;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** Projects, and opening a session in one. */
@Path("/projects")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProjectResource {
    @Inject
    private Projects projects;
    @Inject
    private Sessions sessions;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<ProjectView> list() {
        return projects.list(caller.get());
    }

    @POST
    public Response create(ProjectDraft draft) {
        ProjectView project = projects.create(caller.get(), Bodies.required(draft, "The body"));
        return Response.created(URI.create("projects/" + project.slug())).entity(project).build();
    }

    @GET
    @Path("{slug}")
    public ProjectView find(@PathParam("slug") String slug) {
        return projects.find(caller.get(), slug);
    }

    /** What the project's own files would make Claude run, and where it would send what; asked before a Claude session is opened. */
    @GET
    @Path("{slug}/claude-settings")
    public List<Brought> broughtToClaude(@PathParam("slug") String slug) {
        return projects.broughtToClaude(caller.get(), slug);
    }

    @PATCH
    @Path("{slug}")
    public ProjectView change(@PathParam("slug") String slug, ProjectDraft draft) {
        return projects.change(caller.get(), slug, Bodies.required(draft, "The body"));
    }

    @DELETE
    @Path("{slug}")
    public void delete(@PathParam("slug") String slug) {
        projects.delete(caller.get(), slug);
    }

    @POST
    @Path("{slug}/sessions")
    public Response open(@PathParam("slug") String slug, SessionDraft draft) {
        try {
            SessionView session = sessions.open(caller.get(), slug, Bodies.required(draft, "The body"));
            return Response.created(URI.create("sessions/" + session.id())).entity(session).build();
        } catch (FaultException e) {
            if (e.fault() != Fault.SESSION_LIMIT) {
                throw e;
            }
            return Problem.of(e, sessions.list(caller.get(), slug, null, null));
        }
    }
}
