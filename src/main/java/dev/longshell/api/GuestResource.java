package dev.longshell.api;

import dev.longshell.access.ShareToken;
import dev.longshell.session.Guest;
import dev.longshell.session.Shares;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;

/** What somebody may know who came by a share link ({@code Authorization: Share}): the one session that it opens. A login makes no difference here. */
@Path("/guest")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GuestResource {
    /** @param session id @param kind whose channel it is on @param name of the session, or null @param role {@code observer} or {@code operator} @param expiresAt UTC */
    public record Invitation(String session, String kind, String name, String role, Instant expiresAt) {
    }

    @Inject
    private Shares shares;
    @Inject
    private HttpServletRequest request;

    @GET
    public Invitation find() {
        Guest guest = shares.guest(ShareToken.in(request).orElseThrow(Shares::over));
        return new Invitation(guest.session(), guest.kind().word(), guest.sessionName(), guest.role().name().toLowerCase(Locale.ROOT), guest.expiresAt());
    }
}
