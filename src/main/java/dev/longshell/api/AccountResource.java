package dev.longshell.api;

import dev.longshell.access.Account;
import dev.longshell.access.Account.LoginView;
import dev.longshell.access.Account.NewToken;
import dev.longshell.access.Account.TokenView;
import dev.longshell.access.Caller;
import dev.longshell.access.Client;
import dev.longshell.access.Login;
import dev.longshell.access.LoginCookie;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.TokenScope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** Who the caller is: the name, the password, logins and personal tokens. */
@Path("/me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {
    /**
     * @param username of the caller @param admin may do everything @param scope of the personal token that asks; null
     * for a login, which has none
     */
    public record Me(String username, boolean admin, String scope) {
    }

    @Inject
    private Account account;
    @Inject
    private CurrentCaller caller;
    @Inject
    private LoginCookie cookie;
    @Context
    private HttpServletRequest request;
    @Context
    private HttpServletResponse response;

    @GET
    public Me me() {
        Caller me = caller.get();
        TokenScope scope = me.proof().scope();
        return new Me(me.username(), me.admin(), scope == null ? null : scope.word());
    }

    @POST
    @Path("password")
    public AuthResource.Token changePassword(Bodies.PasswordChange body) {
        Bodies.required(body, "The body");
        Login login = account.changePassword(caller.get(), Bodies.required(body.current(), "current"), Bodies.required(body.password(), "password"), Client.of(request));
        cookie.set(response, login);
        return new AuthResource.Token(login.token(), login.expiresAt());
    }

    @GET
    @Path("logins")
    public List<LoginView> logins() {
        return account.logins(caller.get());
    }

    @DELETE
    @Path("logins/{id}")
    public void endLogin(@PathParam("id") String id) {
        account.revoke(caller.get(), uuid(id));
    }

    @GET
    @Path("tokens")
    public List<TokenView> tokens() {
        return account.tokens(caller.get());
    }

    @POST
    @Path("tokens")
    public Response makeToken(Bodies.TokenDraft body) {
        Bodies.required(body, "The body");
        NewToken made = account.makeToken(caller.get(), body.name(), body.expiresInDays(), body.scope(),
                Client.of(request));
        return Response.created(URI.create("me/tokens/" + made.id())).entity(made).build();
    }

    @DELETE
    @Path("tokens/{id}")
    public void revokeToken(@PathParam("id") String id) {
        account.revoke(caller.get(), uuid(id));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new FaultException(Fault.NOT_FOUND, "You have no such login or token.", e);
        }
    }
}
