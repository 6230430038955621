package dev.longshell.access;

import dev.longshell.audit.CurrentRequest;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;

/** Tells the audit where each request comes from, behind a trusted proxy too, before every filter; knows nothing of what is asked. */
@WebListener
public class AddressListener implements ServletRequestListener {
    @Inject
    private Proxies proxies;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        CurrentRequest.begin(proxies.asSent((HttpServletRequest) event.getServletRequest()).getRemoteAddr());
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        CurrentRequest.end();
    }
}
