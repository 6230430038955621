package dev.longshell.console;

import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the error page says: the words of a fault, which are written for users, and otherwise nothing of what went on inside. */
@Named("trouble")
@RequestScoped
public class Trouble {
    /** Request attribute: the {@link FaultException} that is shown. */
    private static final String FAULT = "dev.longshell.console.fault";

    private final HttpServletRequest request;

    protected Trouble() {
        this(null);
    }

    @Inject
    public Trouble(HttpServletRequest request) {
        this.request = request;
    }

    /** Shows the error page with the words of that fault. */
    static void show(FaultException fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(FAULT, fault);
        fault.retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
        response.sendError(fault.fault().httpStatus());
    }

    /** The HTTP status; 404 for somebody who opened the error page itself. */
    public int getStatus() {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
    }

    public String getTitle() {
        return switch (getStatus()) {
            case 401 -> "Not logged in";
            case 403 -> "Not allowed";
            case 404 -> "Nothing here";
            case 503, 507 -> "Not available just now";
            default -> getStatus() < 500 ? "That cannot be" : "Something went wrong";
        };
    }

    public String getAdvice() {
        if (request.getAttribute(FAULT) instanceof FaultException fault) {
            return fault.getMessage();
        }
        return switch (getStatus()) {
            case 403 -> "This request did not come from a page of this console. Open the page again and retry.";
            case 404 -> "There is no such page or project, or it is not yours to see.";
            default -> "Your sessions run on. Try again; if it stays, the server's log says more.";
        };
    }
}
