package dev.longshell.channel;

import java.lang.reflect.Field;

/**
 * Takes from a request that was a WebSocket what it was; knows nothing of who was there. By reflection, as {@link Grizzly}.
 *
 * <p>Grizzly uses requests again, up to sixteen for each of its threads, and with each goes Payara's. {@code org.apache.catalina.connector.Request.recycle()} of Payara 6.2025.10 leaves there the
 * handler and the connection of the WebSocket that it became, until it becomes one again, and with them Tyrus's session, our endpoint, and the class loader of this application: each that was
 * undeployed with viewers attached stayed in memory.
 *
 * <p>Only when the request is complete: {@code WebConnectionImpl.close()} asks the request for its handler, destroys that, and completes the request last.
 */
final class FormerSocket {
    private static final String PACKAGE = "org.apache.catalina.connector.";

    private FormerSocket() {
    }

    /**
     * @param request Grizzly's, which has become a WebSocket and is complete
     * @throws ReflectiveOperationException where this server is built otherwise
     */
    static void forget(Object request) throws ReflectiveOperationException {
        Object note = field(PACKAGE + "CoyoteAdapter", "CATALINA_REQUEST_NOTE").get(null);
        Object container = request.getClass().getMethod("getNote", note.getClass()).invoke(request, note);
        if (container == null) {
            return;
        }
        field(PACKAGE + "Request", "httpUpgradeHandler").set(container, null);
        field(PACKAGE + "Request", "webConnection").set(container, null);
    }

    private static Field field(String owner, String name) throws ReflectiveOperationException {
        Field field = Class.forName(owner, true, FormerSocket.class.getClassLoader()).getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
