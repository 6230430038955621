package dev.longshell.api;

import dev.longshell.access.RequestCpu;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.AuditQuestion;
import dev.longshell.store.AuditRepository;
import dev.longshell.store.AuditRow;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;

/** What happened, for admins; changes nothing. */
@Path("/audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    private static final int USUAL_ROWS = 100;
    private static final int MOST_ROWS = 1_000;

    /** A row of the audit; {@code number} counts from 1 without a gap, {@code at} is UTC, {@code hash} is SHA-256 in hexadecimal. */
    public record RowView(long number, Instant at, String who, String address, String action, String about, String outcome, String detail, String node, String hash) {
    }

    @Inject
    private AuditRepository audit;
    @Inject
    private CurrentCaller caller;
    @Inject
    private RequestCpu cpu;

    /**
     * Newest first.
     *
     * @param action whole, or its first half
     * @param from   ISO 8601, UTC, included
     * @param to     ISO 8601, UTC, excluded
     * @param before a row's number: the page after the one that ends with it
     * @param limit  rows, at most 1000; null for 100
     */
    @GET
    public List<RowView> list(@QueryParam("who") String who, @QueryParam("action") String action, @QueryParam("about") String about, @QueryParam("from") String from,
                              @QueryParam("to") String to, @QueryParam("before") String before, @QueryParam("limit") String limit) {
        caller.admin();
        AuditQuestion question = question(who, action, about, from, to, before);
        int most = limit == null ? USUAL_ROWS : (int) number("limit", limit, MOST_ROWS);
        return audit.list(question, most).stream().map(AuditResource::view).toList();
    }

    /** All rows that fit, newest first, as RFC 4180 has it. */
    @GET
    @Path("csv")
    @Produces("text/csv;charset=UTF-8")
    public Response file(@QueryParam("who") String who, @QueryParam("action") String action, @QueryParam("about") String about, @QueryParam("from") String from,
                         @QueryParam("to") String to) {
        caller.admin();
        AuditQuestion question = question(who, action, about, from, to, null);
        StreamingOutput lines = out -> write(question, new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return Response.ok(lines).header("Content-Disposition", "attachment; filename=\"audit.csv\"").build();
    }

    private void write(AuditQuestion first, Writer out) throws IOException {
        out.write(AuditCsv.HEAD);
        AuditQuestion question = first;
        List<AuditRow> rows;
        do {
            rows = audit.list(question, MOST_ROWS);
            for (AuditRow row : rows) {
                out.write(AuditCsv.line(row));
            }
            cpu.partIsDone();
            question = rows.isEmpty() ? question : question.before(rows.get(rows.size() - 1).number());
        } while (rows.size() == MOST_ROWS);
        out.flush();
    }

    private static AuditQuestion question(String who, String action, String about, String from, String to, String before) {
        return new AuditQuestion(who, action, about, moment("from", from), moment("to", to), before == null ? null : number("before", before, Long.MAX_VALUE));
    }

    private static RowView view(AuditRow row) {
        return new RowView(row.number(), row.at(), row.who(), row.address(), row.action(), row.about(), row.outcome(), row.detail(), row.node(), HexFormat.of().formatHex(row.hash()));
    }

    private static Instant moment(String name, String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new FaultException(Fault.INVALID_PARAMETER, name + ": a time such as 2026-01-31T12:00:00Z is needed.", e);
        }
    }

    private static long number(String name, String text, long most) {
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
            throw new FaultException(Fault.INVALID_PARAMETER, name + ": a whole number from 1 to " + most + " is needed.");
        }
        return Long.parseLong(text);
    }
}
