package dev.longshell.console;

import dev.longshell.wire.Build;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.annotation.FacesConfig;
import jakarta.inject.Named;

/** What is the same on every page; knows nothing of who looks. Turns Faces on. */
@Named("console")
@ApplicationScoped
@FacesConfig
public class Console {

    /** Behind the address of every script and style, so that a new build is never served from a browser's cache. */
    public String getBuild() {
        return Build.id();
    }
}
