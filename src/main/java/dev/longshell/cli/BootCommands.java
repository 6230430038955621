package dev.longshell.cli;

import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The listeners and pools of Payara Micro as the asadmin commands that it runs before it boots; writes no file and starts nothing. */
final class BootCommands {
    private static final String SERVER = "set configs.config.server-config.";
    private static final String MAIN_LISTENER = "http-listener";
    /** Of Payara's own pair of listeners, the one that speaks TLS. */
    private static final String MAIN_TLS_LISTENER = "https-listener";
    /** Requests at once; a WebSocket needs a thread only while a frame is handled. */
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 8;
    /** Requests that may wait for a thread; the next connection is refused. */
    private static final int MAX_WAITING_REQUESTS = 1024;
    /** Seconds that an idle connection is kept for its next request, or for its first: whoever only connects has none for longer. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private BootCommands() {
    }

    /** The extra listeners in the order of their commands; port 0 is off. */
    static List<Setting> extraListeners(Settings settings) {
        return List.of(Setting.WS_TERMINAL_PORT, Setting.WS_CLAUDE_PORT).stream().filter(setting -> settings.number(setting) != 0).toList();
    }

    /** @param keyStore the key of all listeners, PKCS12; null without TLS */
    static List<String> of(Settings settings, KeyStoreFile keyStore) {
        List<String> commands = new ArrayList<>();
        String main = keyStore == null ? MAIN_LISTENER : MAIN_TLS_LISTENER;
        commands.add(SERVER + "network-config.network-listeners.network-listener." + main + ".address=" + settings.bindAddress());
        if (keyStore != null) {
            commands.add(SERVER + "network-config.network-listeners.network-listener." + MAIN_LISTENER + ".enabled=false");
        }
        manners(main, commands);
        for (Setting setting : extraListeners(settings)) {
            String name = setting == Setting.WS_TERMINAL_PORT ? "terminal-listener" : "claude-listener";
            commands.add("create-http-listener --listeneraddress " + settings.bindAddress() + " --listenerport " + settings.number(setting)
                    + " --defaultvs server" + (keyStore == null ? "" : " --securityenabled=true") + " " + name);
            if (keyStore != null) {
                key(name, keyStore.path(), keyStore.password(), commands);
            }
            manners(name, commands);
        }
        commands.add(SERVER + "thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=" + MAX_THREADS);
        commands.add(SERVER + "thread-pools.thread-pool.http-thread-pool.min-thread-pool-size=" + MIN_THREADS);
        commands.add(SERVER + "thread-pools.thread-pool.http-thread-pool.max-queue-size=" + MAX_WAITING_REQUESTS);
        commands.add(SERVER + "network-config.transports.transport.tcp.tcp-no-delay=true");
        return commands;
    }

    private static void key(String listener, Path path, String password, List<String> commands) {
        String ssl = SERVER + "network-config.protocols.protocol." + listener + ".ssl.";
        commands.add(ssl + "key-store=" + path);
        commands.add(ssl + "key-store-password=" + password);
    }

    /**
     * A socket or an event stream lives for days: Payara's 15 minutes for one request would end it. Nobody is told which server answers. And no HTTP/2: WebSockets
     * go by HTTP/1.1 here, so it would be a second parser that every stranger can reach, for pages of a few files.
     */
    private static void manners(String listener, List<String> commands) {
        String http = SERVER + "network-config.protocols.protocol." + listener + ".http.";
        commands.add(http + "timeout-seconds=" + KEEP_ALIVE_SECONDS);
        commands.add(http + "request-timeout-seconds=-1");
        commands.add(http + "server-header=false");
        commands.add(http + "xpowered-by=false");
        commands.add(http + "http2-enabled=false");
    }
}
