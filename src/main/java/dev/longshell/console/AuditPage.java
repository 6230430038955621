package dev.longshell.console;

import dev.longshell.access.Rights;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.AuditQuestion;
import dev.longshell.store.AuditRepository;
import dev.longshell.store.AuditRow;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The page of the audit, for admins, its filter in its address; knows nothing of how rows come to be. */
@Named("auditPage")
@RequestScoped
public class AuditPage {
    private static final int ROWS = 100;

    private final AuditRepository audit;
    private final Visitor visitor;
    private final HttpServletRequest request;
    private List<AuditRow> rows;

    protected AuditPage() {
        this(null, null, null);
    }

    @Inject
    public AuditPage(AuditRepository audit, Visitor visitor, HttpServletRequest request) {
        this.audit = audit;
        this.visitor = visitor;
        this.request = request;
    }

    /** Newest first, a page of them. @throws FaultException FORBIDDEN for whom is no admin */
    public List<AuditRow> getRows() {
        if (rows == null) {
            Rights.requireAdmin(visitor.caller());
            LocalDate last = day("until");
            AuditQuestion question = new AuditQuestion(field("who"), field("action"), field("about"), start(day("from")), last == null ? null : start(last.plusDays(1)), before());
            rows = audit.list(question, ROWS);
        }
        return rows;
    }

    /** The address of the page after this one; null when this is the last. */
    public String getOlder() {
        return getRows().size() < ROWS ? null : "audit.xhtml?" + filter("from", "until") + "before=" + rows.get(ROWS - 1).number();
    }

    /** The address of the same rows, and all before and after them, as a file. */
    public String getFile() {
        LocalDate last = day("until");
        return "api/audit/csv?" + filter() + (day("from") == null ? "" : "from=" + start(day("from")) + "&") + (last == null ? "" : "to=" + start(last.plusDays(1)));
    }

    /** What stands in the field of that name; empty for nothing. */
    public String shown(String name) {
        String text = field(name);
        return text == null ? "" : text;
    }

    private String filter(String... further) {
        StringBuilder address = new StringBuilder();
        for (String name : List.of("who", "action", "about")) {
            append(address, name);
        }
        for (String name : further) {
            append(address, name);
        }
        return address.toString();
    }

    private void append(StringBuilder address, String name) {
        if (field(name) != null) {
            address.append(name).append('=').append(URLEncoder.encode(field(name), StandardCharsets.UTF_8)).append('&');
        }
    }

    private String field(String name) {
        String text = request.getParameter(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private LocalDate day(String name) {
        try {
            return field(name) == null ? null : LocalDate.parse(field(name));
        } catch (DateTimeParseException e) {
            throw new FaultException(Fault.INVALID_PARAMETER, name + ": a day such as 2026-01-31 is needed.", e);
        }
    }

    private static Instant start(LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Long before() {
        String number = field("before");
        if (number != null && !number.matches("\\d{1,18}")) {
            throw new FaultException(Fault.INVALID_PARAMETER, "before: the number of a row is needed.");
        }
        return number == null ? null : Long.valueOf(number);
    }
}
