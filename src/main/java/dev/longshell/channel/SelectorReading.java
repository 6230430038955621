package dev.longshell.channel;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Lets the selector thread that finds a socket's bytes also read them; knows nothing of frames.
 *
 * <p>Grizzly's WorkerThreadIOStrategy turns the socket's interest off, wakes a worker, which reads, turns it on again and wakes the selector once more: three
 * threads woken and two epoll_ctl for each key. Here a strategy in front of it sends what is readable on a marked connection to SameThreadIOStrategy. A connection
 * is marked while the line behind its socket takes everything at once; then nothing that is done for a message may wait, and no slow session holds up whoever
 * else that selector serves. HTTP stays with the workers. Where Payara has other classes, nothing happens but that cost.
 */
final class SelectorReading {
    private static final Logger LOG = System.getLogger(SelectorReading.class.getName());
    private static final String STRATEGIES = "org.glassfish.grizzly.strategies.";
    /** Each transport of this server with the strategy that it came with; weakly, for a listener may go before the application does. */
    private static final Map<Object, Object> TRANSPORTS = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Map<Object, SelectorReading> CONNECTIONS = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile boolean on;

    private SelectorReading() {
    }

    /** The switch of the connection that a handshake came on; one that does nothing where this server's connections cannot be told so. */
    static SelectorReading of(HttpServletRequest request) {
        SelectorReading reading = new SelectorReading();
        try {
            Object connection = connection(request);
            if (install(call(connection, "getTransport"))) {
                CONNECTIONS.put(connection, reading);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "sockets are read by worker threads: every message costs more", e);
        }
        return reading;
    }

    /** From the next message on: by the selector's thread, or by a worker. From any thread. */
    void turn(boolean nowOn) {
        if (on != nowOn) {
            on = nowOn;
        }
    }

    private static Object connection(HttpServletRequest request) throws ReflectiveOperationException {
        HttpServletRequest innermost = request;
        while (innermost instanceof HttpServletRequestWrapper wrapper) {
            innermost = (HttpServletRequest) wrapper.getRequest();
        }
        Field catalina = innermost.getClass().getDeclaredField("request");
        catalina.setAccessible(true);
        return call(call(call(catalina.get(innermost), "getCoyoteRequest"), "getContext"), "getConnection");
    }

    /** @return false when that transport has a strategy which we do not know */
    private static boolean install(Object transport) throws ReflectiveOperationException {
        synchronized (TRANSPORTS) {
            if (TRANSPORTS.containsKey(transport)) {
                return true;
            }
            Object strategy = call(transport, "getIOStrategy");
            if (!strategy.getClass().getName().equals(STRATEGIES + "WorkerThreadIOStrategy")) {
                return false;
            }
            ClassLoader grizzly = strategy.getClass().getClassLoader();
            Class<?> type = Class.forName("org.glassfish.grizzly.IOStrategy", true, grizzly);
            Object sameThread = Class.forName(STRATEGIES + "SameThreadIOStrategy", true, grizzly).getMethod("getInstance").invoke(null);
            Object ours = Proxy.newProxyInstance(grizzly, new Class<?>[] {type}, new Choice(strategy, sameThread));
            transport.getClass().getMethod("setIOStrategy", type).invoke(transport, ours);
            TRANSPORTS.put(transport, strategy);
            LOG.log(Level.INFO, "sockets of " + call(transport, "getName") + " are read by the selector's own thread");
            return true;
        }
    }

    /** Gives every transport its own strategy back: the server outlives this application. */
    static void uninstall() {
        synchronized (TRANSPORTS) {
            TRANSPORTS.forEach((transport, strategy) -> {
                try {
                    Class<?> type = Class.forName("org.glassfish.grizzly.IOStrategy", true, strategy.getClass().getClassLoader());
                    transport.getClass().getMethod("setIOStrategy", type).invoke(transport, strategy);
                } catch (ReflectiveOperationException e) {
                    LOG.log(Level.WARNING, "a transport keeps the strategy of an application that is gone", e);
                }
            });
            TRANSPORTS.clear();
            CONNECTIONS.clear();
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** @param usual to workers @param sameThread where it is */
    private record Choice(Object usual, Object sameThread) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(isOurs(method, arguments) ? sameThread : usual, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static boolean isOurs(Method method, Object[] arguments) {
            if (!method.getName().equals("executeIoEvent") || !arguments[1].toString().equals("READ")) {
                return false;
            }
            SelectorReading reading = CONNECTIONS.get(arguments[0]);
            return reading != null && reading.on;
        }
    }
}
