package dev.longshell.api;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.Sessions;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.ScreenReport;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a session shows now, as text, data or picture, whichever the Accept header prefers (RFC 9110, section 12.5.1); text when it does not care. */
@Path("/sessions/{id}/screen")
@RequestScoped
public class ScreenResource {
    private static final int MOST_HISTORY_LINES = 100_000;
    /** The picture is a document of somebody's programs: no script, no request, no origin of its own. */
    private static final String PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    @Inject
    private Sessions sessions;
    @Inject
    private CurrentCaller caller;

    @GET
    @Produces("text/plain;charset=UTF-8;qs=1")
    @Operation(summary = "What a session shows, as text", description = "One line for each row, history first; nothing of colours, cursor and modes.")
    public Response text(@PathParam("id") String id, @Parameter(description = "Lines above the screen, the newest; 0 to 100000",
            schema = @Schema(type = SchemaType.INTEGER, defaultValue = "0")) @QueryParam("history") String history) {
        return answer(ScreenText.of(report(id, new HistoryWish(lines(history), null, false))), "text/plain;charset=UTF-8");
    }

    @GET
    @Produces("application/json;qs=0.9")
    @Operation(summary = "What a session shows, as data", description = "Size, cursor, title, modes, and each row as text and as runs of one style. Rows and columns count "
            + "from 0. A colour is 0 to 255 of the palette, or 16777216 plus 24 bits of RGB; none is the default. Lines of history are numbered: historyFrom is the first of "
            + "these, historyOldest the first that is kept; to read on towards it, ask for those before historyFrom. A new size of the session may number them anew.")
    public ScreenReport data(@PathParam("id") String id, @QueryParam("history") String history, @Parameter(description = "Only lines of history with a smaller number",
            schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("before") String before) {
        return report(id, new HistoryWish(lines(history), number(before), true));
    }

    @GET
    @Produces("text/html;charset=UTF-8;qs=0.8")
    @Operation(summary = "What a session shows, as a picture", description = "A self-contained document of one pre element; it follows the reader's light or dark scheme.")
    public Response picture(@PathParam("id") String id, @QueryParam("history") String history) {
        return answer(ScreenPicture.of(report(id, new HistoryWish(lines(history), null, true))), "text/html;charset=UTF-8");
    }

    private ScreenReport report(String id, HistoryWish history) {
        return sessions.screen(caller.get(), id, history);
    }

    private static Response answer(String body, String type) {
        return Response.ok(body, MediaType.valueOf(type)).header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", PICTURE_POLICY).build();
    }

    /** Text, since JAX-RS answers a number that is none with 404 (Jakarta RESTful Web Services 3.1, section 3.2). */
    private static int lines(String history) {
        if (history == null || history.isEmpty()) {
            return 0;
        }
        if (!history.matches("\\d{1,6}") || Integer.parseInt(history) > MOST_HISTORY_LINES) {
            throw new FaultException(Fault.INVALID_PARAMETER, "history: allowed is a whole number from 0 to " + MOST_HISTORY_LINES + ".");
        }
        return Integer.parseInt(history);
    }

    private static Long number(String before) {
        if (before == null || before.isEmpty()) {
            return null;
        }
        if (!before.matches("\\d{1,18}")) {
            throw new FaultException(Fault.INVALID_PARAMETER, "before: allowed is the number of a line of history, as historyFrom gives it.");
        }
        return Long.valueOf(before);
    }
}
