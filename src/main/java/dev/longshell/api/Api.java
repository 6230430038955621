package dev.longshell.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/** Where the HTTP door is; its resources are found by their annotations. */
@ApplicationPath("/api")
@OpenAPIDefinition(info = @Info(title = "Longshell", version = "1", description = "Terminals that outlive the browser, the network and the server."))
public class Api extends Application {
}
