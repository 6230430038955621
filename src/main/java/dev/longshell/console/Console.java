package dev.longshell.console;

import dev.longshell.wire.Build;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.annotation.FacesConfig;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;

/** What is the same on every page; knows nothing of who looks. Turns Faces on. */
@Named("console")
@ApplicationScoped
@FacesConfig
public class Console {

    /** Which scripts of this very answer carry, see {@link PageHeaders}. */
    public Object getNonce() {
        return FacesContext.getCurrentInstance().getExternalContext().getRequestMap().get(PageHeaders.NONCE);
    }

    /** Behind the address of every script and style, so that a new build is never served from a browser's cache. */
    public String getBuild() {
        return Build.id();
    }
}
