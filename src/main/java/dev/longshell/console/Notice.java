package dev.longshell.console;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;

/** What every action of a form has in common: a refusal is said on the page, and a row's action names its row. Knows nothing of what is done. */
final class Notice {
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
            FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null));
            return false;
        }
    }

    /** Of the form that was sent. A row is named, not counted: the list may be another by now. */
    static String field(String name) {
        return ((HttpServletRequest) FacesContext.getCurrentInstance().getExternalContext().getRequest()).getParameter(name);
    }
}
