package dev.longshell.console;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every action of a form has in common: a refusal is said on the page, and a row's action names its row. Knows nothing of what is done. */
final class Notice {
    /** The labels that fields of the pages have, by the member's name in the API. */
    private static final Map<String, String> LABELS = Map.of("name", "Name", "username", "Name", "path", "Directory",
            "role", "Role", "password", "New password", "runAs", "OS user", "maxSessions", "Sessions at once",
            "retentionMinutes", "Minutes without anybody", "expiresInDays", "Good for", "scope", "May");
    private static final Pattern MEMBER = Pattern.compile("(\\w+)(: .*)", Pattern.DOTALL);

    private Notice() {
    }

    /**
     * Runs the action; what it is refused for stands on the page, but for a login that is over and for what the visitor may not do at all, which are the
     * filter's to show.
     *
     * @return whether it was done
     */
    static boolean unlessRefused(Runnable action) {
        try {
            action.run();
            return true;
        } catch (FaultException e) {
            if (e.fault() == Fault.UNAUTHENTICATED && !e.getMessage().startsWith("Wrong") || e.fault() == Fault.FORBIDDEN) {
                throw e;
            }
            FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, words(e), null));
            return false;
        }
    }

    /** The fault's message, which begins with the label of the field where the API names a member of a body. */
    static String words(FaultException fault) {
        Matcher member = MEMBER.matcher(fault.getMessage());
        return member.matches() && LABELS.containsKey(member.group(1)) ? LABELS.get(member.group(1)) + member.group(2)
                : fault.getMessage();
    }

    /** Of the form that was sent. A row is named, not counted: the list may be another by now. */
    static String field(String name) {
        return ((HttpServletRequest) FacesContext.getCurrentInstance().getExternalContext().getRequest()).getParameter(name);
    }
}
