package dev.longshell.api;

import dev.longshell.session.Members;
import dev.longshell.session.Members.Member;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Who belongs to a project. */
@Path("/projects/{slug}/members")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MemberResource {
    @Inject
    private Members members;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<Member> list(@PathParam("slug") String slug) {
        return members.list(caller.get(), slug);
    }

    @PUT
    @Path("{username}")
    public Member put(@PathParam("slug") String slug, @PathParam("username") String username, Bodies.MemberRole body) {
        return members.put(caller.get(), slug, username, Bodies.required(Bodies.required(body, "The body").role(), "role"));
    }

    @DELETE
    @Path("{username}")
    public void remove(@PathParam("slug") String slug, @PathParam("username") String username) {
        members.remove(caller.get(), slug, username);
    }
}
