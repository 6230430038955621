package dev.longshell.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of Payara's listeners, through the probes that Grizzly offers (ConnectionProbe, HttpServerProbe); decides nothing. By reflection, for Payara publishes
 * no artifact that an application could be compiled against.
 */
final class Grizzly {
    private static final Logger LOG = System.getLogger(Grizzly.class.getName());
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String PACKAGE = "org.glassfish.grizzly.";
    private static final String MONITORING = "getMonitoringConfig";
    private static final String MONITORING_CONFIG = PACKAGE + "monitoring.MonitoringConfig";

    /** What a probe's method does with its arguments. @param probe the probe itself */
    @FunctionalInterface
    private interface Probe {
        void heard(Object probe, String event, Object[] arguments) throws ReflectiveOperationException;
    }

    private Grizzly() {
    }

    /**
     * Tells of every connection of every listener from now on.
     *
     * @return what ends that
     * @throws ReflectiveOperationException where this server is built otherwise
     */
    static List<Runnable> watch(RequestDeadlines<Object> deadlines) throws ReflectiveOperationException {
        List<Runnable> ends = new ArrayList<>();
        for (Object listener : listeners()) {
            watchConnections(call(listener, "getTransport"), deadlines, ends);
            for (Object filter : httpFilters(listener)) {
                ends.add(add(call(filter, MONITORING), probe(PACKAGE + "http.server.HttpServerProbe", (probe, event, arguments) -> request(deadlines, event, arguments))));
            }
        }
        if (ends.isEmpty()) {
            throw new NoSuchFieldException("no listener");
        }
        return ends;
    }

    static void close(Object connection) {
        try {
            call(connection, "terminateSilently");
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "a connection that told no request in time stays open", e);
        }
    }

    /** A connection takes over its transport's probe, and Grizzly keeps some connections long after their end: none shall keep this application in memory. */
    private static void watchConnections(Object transport, RequestDeadlines<Object> deadlines, List<Runnable> ends) throws ReflectiveOperationException {
        Set<Object> open = ConcurrentHashMap.newKeySet();
        Object added = probe(PACKAGE + "ConnectionProbe", (probe, event, arguments) -> {
            if (event.equals("onAcceptEvent")) {
                open.add(arguments[1]);
                deadlines.accepted(arguments[1]);
            } else if (event.equals("onCloseEvent") && open.remove(arguments[0])) {
                deadlines.done(arguments[0]);
                removal(call(arguments[0], MONITORING), probe).run();
            }
        });
        for (Object monitoring : connectionMonitorings(transport)) {
            ends.add(add(monitoring, added));
        }
        ends.add(() -> open.forEach(connection -> leave(connection, added)));
    }

    private static void leave(Object connection, Object probe) {
        try {
            removal(call(connection, MONITORING), probe).run();
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "a connection still tells an application that is gone of itself", e);
        }
    }

    private static void request(RequestDeadlines<Object> deadlines, String event, Object[] arguments) throws ReflectiveOperationException {
        if (event.equals("onRequestReceiveEvent")) {
            Object packet = call(arguments[2], "getRequest");
            deadlines.told(arguments[1], () -> expectsContent(packet));
        } else if (event.equals("onRequestCompleteEvent")) {
            if ((int) call(arguments[2], "getStatus") == SWITCHING_PROTOCOLS) {
                deadlines.done(arguments[1]);
                FormerSocket.forget(call(arguments[2], "getRequest"));
            } else {
                deadlines.answered(arguments[1]);
            }
        }
    }

    /** What asks for an upgrade has no end that Grizzly knows of: a WebSocket, and also what Java's own client asks with {@code Upgrade: h2c}. */
    private static boolean expectsContent(Object packet) {
        try {
            return (boolean) call(packet, "isExpectContent") && !(boolean) call(packet, "isUpgrade");
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.DEBUG, "whether a request has told its body was not understood", e);
            return false;
        }
    }

    private static List<Object> listeners() throws ReflectiveOperationException {
        Object locator = load("org.glassfish.internal.api.Globals").getMethod("getDefaultBaseServiceLocator").invoke(null);
        Class<?> services = load("com.sun.enterprise.v3.services.impl.GrizzlyService");
        Object service = method(locator.getClass(), "getService", Class.class, java.lang.annotation.Annotation[].class)
                .invoke(locator, services, new java.lang.annotation.Annotation[0]);
        List<Object> listeners = new ArrayList<>();
        for (Object proxy : (Collection<?>) field(services, "proxies").get(service)) {
            listeners.add(call(proxy, "getUnderlyingListener"));
        }
        return listeners;
    }

    /** A transport's tells of the connections of clients, and of that which accepts them if it is bound later; one that is bound has its own. */
    private static List<Object> connectionMonitorings(Object transport) throws ReflectiveOperationException {
        List<Object> monitorings = new ArrayList<>(List.of(call(transport, "getConnectionMonitoringConfig")));
        for (Object accepting : (Collection<?>) field(load(PACKAGE + "nio.transport.TCPNIOTransport"), "serverConnections").get(transport)) {
            monitorings.add(call(accepting, MONITORING));
        }
        return monitorings;
    }

    private static List<?> httpFilters(Object listener) throws ReflectiveOperationException {
        Class<?> generic = load(PACKAGE + "config.GenericGrizzlyListener");
        Object chain = field(generic, "rootFilterChain").get(listener);
        return (List<?>) generic.getMethod("getFilters", Class.class, load(PACKAGE + "filterchain.FilterChain"), List.class)
                .invoke(null, load(PACKAGE + "http.server.HttpServerFilter"), chain, new ArrayList<>());
    }

    private static Object probe(String type, Probe probe) throws ReflectiveOperationException {
        return Proxy.newProxyInstance(Grizzly.class.getClassLoader(), new Class<?>[] {load(type)}, (self, method, arguments) -> answer(probe, self, method, arguments));
    }

    private static Runnable add(Object monitoring, Object probe) throws ReflectiveOperationException {
        load(MONITORING_CONFIG).getMethod("addProbes", Object[].class).invoke(monitoring, (Object) array(probe));
        return removal(monitoring, probe);
    }

    private static Runnable removal(Object monitoring, Object probe) throws ReflectiveOperationException {
        Method remove = load(MONITORING_CONFIG).getMethod("removeProbes", Object[].class);
        Object[] array = array(probe);
        return () -> {
            try {
                remove.invoke(monitoring, (Object) array);
            } catch (ReflectiveOperationException e) {
                LOG.log(Level.WARNING, "a listener still tells an application that is gone of its connections", e);
            }
        };
    }

    /** Of the probe's own type, which Grizzly's generic methods count on. */
    private static Object[] array(Object probe) {
        Object[] array = (Object[]) Array.newInstance(probe.getClass().getInterfaces()[0], 1);
        array[0] = probe;
        return array;
    }

    /** Whatever fails here must not fail the connection that it is told of. */
    private static Object answer(Probe probe, Object self, Method method, Object[] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, method, arguments);
        }
        try {
            probe.heard(self, method.getName(), arguments);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, method.getName() + " of a connection was not understood", e);
        }
        return null;
    }

    private static Object ofObject(Object self, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "equals": return self == arguments[0];
            case "hashCode": return System.identityHashCode(self);
            default: return "the probe of " + Grizzly.class.getName();
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, Grizzly.class.getClassLoader());
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = owner.getMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        try {
            return method(target.getClass(), name).invoke(target);
        } catch (InvocationTargetException e) {
            throw new InvocationTargetException(e.getCause(), target.getClass().getName() + "." + name);
        }
    }
}
