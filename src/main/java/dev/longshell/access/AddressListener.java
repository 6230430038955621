package dev.longshell.access;

import dev.longshell.audit.CurrentRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Tells the audit where each request comes from, before every filter; knows nothing of what is asked. */
@WebListener
public class AddressListener implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        CurrentRequest.begin(event.getServletRequest().getRemoteAddr());
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        CurrentRequest.end();
    }
}
