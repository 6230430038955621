package dev.longshell.payara;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/** Puts {@link RequestGate} and {@link AnswerHeaders} into every listener while the application is there. */
@ApplicationScoped
public class HttpListeners {
    private static final Logger LOG = System.getLogger(HttpListeners.class.getName());

    private final List<Runnable> ends = new ArrayList<>();

    void begin(@Observes Startup startup) {
        try {
            transports().forEach(this::guard);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "the container's own answers lack headers, and malformed requests reach it: "
                    + "this server has other listeners than are known here", e);
        }
    }

    @PreDestroy
    void end() {
        ends.forEach(Runnable::run);
    }

    private void guard(TCPNIOTransport transport) {
        FilterChain chain = (FilterChain) transport.getProcessor();
        int codec = chain.indexOfType(HttpServerFilter.class);
        if (codec < 0) {
            throw new IllegalStateException("no HTTP in " + chain);
        }
        HttpServerFilter http = (HttpServerFilter) chain.get(codec);
        RequestGate gate = new RequestGate();
        AnswerHeaders headers = new AnswerHeaders();
        chain.add(codec + 1, gate);
        http.addContentEncoding(headers);
        ends.add(() -> {
            chain.remove(gate);
            http.removeContentEncoding(headers);
        });
    }

    /** By reflection: Payara publishes no artifact with the service that knows its listeners. */
    private static List<TCPNIOTransport> transports() throws ReflectiveOperationException {
        ClassLoader loader = HttpListeners.class.getClassLoader();
        Object locator = Class.forName("org.glassfish.internal.api.Globals", true, loader)
                .getMethod("getDefaultBaseServiceLocator").invoke(null);
        Class<?> type = Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyService", true, loader);
        Object service = accessible(locator.getClass().getMethod("getService", Class.class, Annotation[].class))
                .invoke(locator, type, new Annotation[0]);
        Field proxies = type.getDeclaredField("proxies");
        proxies.setAccessible(true);
        List<TCPNIOTransport> transports = new ArrayList<>();
        for (Object proxy : (Collection<?>) proxies.get(service)) {
            Object listener = accessible(proxy.getClass().getMethod("getUnderlyingListener")).invoke(proxy);
            transports.add((TCPNIOTransport) accessible(listener.getClass().getMethod("getTransport"))
                    .invoke(listener));
        }
        return transports;
    }

    private static Method accessible(Method method) {
        method.setAccessible(true);
        return method;
    }
}
