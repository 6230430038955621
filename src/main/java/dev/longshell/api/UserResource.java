package dev.longshell.api;

import dev.longshell.access.Users;
import dev.longshell.access.Users.NewPassword;
import dev.longshell.access.Users.UserView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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

/** The people who may log in; for admins. */
@Path("/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UserResource {
    @Inject
    private Users users;
    @Inject
    private CurrentCaller caller;

    @GET
    public List<UserView> list() {
        return users.list(caller.get());
    }

    @POST
    public Response create(Bodies.NewUser body) {
        Bodies.required(body, "The body");
        NewPassword made = users.create(caller.get(), body.username(), body.password(), Boolean.TRUE.equals(body.admin()));
        return Response.created(URI.create("users/" + made.username())).entity(made).build();
    }

    @PATCH
    @Path("{username}")
    public UserView change(@PathParam("username") String username, Bodies.UserChange body) {
        Bodies.required(body, "The body");
        return users.change(caller.get(), username, body.admin(), body.disabled());
    }

    @POST
    @Path("{username}/password")
    public NewPassword resetPassword(@PathParam("username") String username, Bodies.NewPassword body) {
        return users.resetPassword(caller.get(), username, body == null ? null : body.password());
    }
}
