package dev.longshell.api;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;

/**
 * Lets the very first request find the JSON-B of this door while all others wait; knows nothing of what they want. Payara 6.2025.10 (JaxRSJsonContextResolver) makes
 * {@link AnswerJson} at the first use, in lists that no lock guards: of two at once one was answered 500, or got a JSON-B that is not ours, for that type for good.
 */
@Provider
@PreMatching
public class FirstRequest implements ContainerRequestFilter {
    @Context
    private Providers providers;
    private volatile boolean over;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!over) {
            find();
        }
    }

    private synchronized void find() {
        if (!over) {
            providers.getContextResolver(Jsonb.class, MediaType.APPLICATION_JSON_TYPE).getContext(Object.class);
            over = true;
        }
    }
}
