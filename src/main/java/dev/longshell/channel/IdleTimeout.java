package dev.longshell.channel;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Takes Tyrus's idle timeout away from a socket; knows nothing of frames.
 *
 * <p>Tyrus 2.1.5 schedules an idle-timeout task for every message, in and out, with or without a timeout ({@code TyrusSession.restartIdleTimeoutExecutor}). In
 * Payara that captures contexts with a ServiceLoader look-up and wakes another thread: one byte echoed over loopback took 420 us, without it 104 to 160 us.
 * Our own pings do what the timeout is for. Where the field is not there, nothing happens but that cost.
 */
final class IdleTimeout {
    private static final Logger LOG = System.getLogger(IdleTimeout.class.getName());
    private static final String FIELD = "service";
    private static final InvocationHandler DOES_NOTHING = (proxy, method, arguments) -> method.getReturnType() == boolean.class ? Boolean.FALSE : null;
    private static final ScheduledExecutorService NOBODY = (ScheduledExecutorService) Proxy.newProxyInstance(
            IdleTimeout.class.getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, DOES_NOTHING);

    private IdleTimeout() {
    }

    /** @return false when this server's sockets have no such field */
    static boolean remove(Session socket) {
        try {
            Field service = socket.getClass().getDeclaredField(FIELD);
            service.setAccessible(true);
            service.set(socket, NOBODY);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "the idle timeout of " + socket.getClass().getName() + " stays: every message costs more", e);
            return false;
        }
    }
}
