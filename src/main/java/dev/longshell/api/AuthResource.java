package dev.longshell.api;

import dev.longshell.access.Client;
import dev.longshell.access.Login;
import dev.longshell.access.LoginCookie;
import dev.longshell.access.Logins;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** Logs in and out; knows nothing of how. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    /** @param token for an Authorization header @param expiresAt UTC */
    public record Token(String token, Instant expiresAt) {
    }

    @Inject
    private Logins logins;
    @Inject
    private LoginCookie cookie;
    @Inject
    private CurrentCaller caller;
    @Context
    private HttpServletRequest request;
    @Context
    private HttpServletResponse response;

    @POST
    @Path("auth/login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Token login(Bodies.Credentials credentials) {
        Bodies.required(credentials, "The body");
        return handOut(logins.login(Bodies.required(credentials.username(), "username"), Bodies.required(credentials.password(), "password"), Client.of(request)));
    }

    @POST
    @Path("auth/refresh")
    public Token refresh() {
        return handOut(logins.refresh(caller.get()));
    }

    @POST
    @Path("auth/logout")
    public void logout() {
        caller.known().ifPresent(logins::logOut);
        cookie.clear(response);
    }

    private Token handOut(Login login) {
        cookie.set(response, login);
        return new Token(login.token(), login.expiresAt());
    }
}
