package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks a gateway's {@code /health/ready} (MicroProfile Health 4.0) by plain sockets, as this program's JVM is a second old and an HTTP client costs it another. */
final class Readiness {
    private static final int OK = 200;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Settings settings;

    Readiness(Settings settings) {
        this.settings = settings;
    }

    /** The console's address as a person on this machine would type it. */
    static String url(Settings settings) {
        String scheme = settings.text(Setting.TLS_CERT).isPresent() ? "https" : "http";
        String host = address(settings);
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.number(Setting.PORT) + "/";
    }

    private static String address(Settings settings) {
        String address = settings.bindAddress();
        InetAddress bound = new InetSocketAddress(address, 0).getAddress();
        return bound != null && bound.isAnyLocalAddress() ? "127.0.0.1" : address;
    }

    /**
     * Waits until the gateway is ready.
     *
     * @throws FaultException START_FAILED or PORT_IN_USE with the cause from its log when nothing was deployed, or it ended, or is not ready in that time
     */
    void await(Gateway gateway, int seconds) throws InterruptedException {
        gateway.log().awaitBoot();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (gateway.isAlive() && gateway.log().deployed() && System.nanoTime() - deadline < 0) {
            if (status() == OK) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw failure(gateway, seconds);
    }

    private FaultException failure(Gateway gateway, int seconds) {
        String cause = gateway.log().cause();
        String where = " The whole story: " + gateway.log().file();
        refuseIfTakenByAnother(gateway);
        if (gateway.isAlive() && gateway.log().deployed()) {
            return new FaultException(Fault.START_FAILED, "The server runs but does not say that it is ready within " + seconds + " s." + where);
        }
        boolean database = cause.startsWith("The database of DATABASE_URL");
        return new FaultException(database ? Fault.DATABASE_UNAVAILABLE : Fault.START_FAILED, "The server did not come up: " + cause + where);
    }

    /** Two that start at once find a port free, and one of them loses it while its server boots. */
    private void refuseIfTakenByAnother(Gateway gateway) {
        for (Setting setting : List.of(Setting.PORT, Setting.WS_TERMINAL_PORT, Setting.WS_CLAUDE_PORT)) {
            int port = settings.integer(setting);
            PortHolder holder = port == 0 ? null : PortHolder.find(port).filter(found -> found.process() != gateway.pid()).orElse(null);
            if (holder != null) {
                throw new FaultException(Fault.PORT_IN_USE, "Port " + port + " (" + setting + ") was taken by " + holder + " while the server started. Stop it, or choose another with "
                        + setting + "=number.");
            }
        }
    }

    /** The status of one answer; 0 for none. */
    int status() {
        return status(answer());
    }

    static int status(String answer) {
        return answer.matches("(?s)HTTP/1\\.1 \\d{3}.*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** One answer as it came, head and body; empty for none. */
    String answer() {
        try (Socket socket = socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET /health/ready HTTP/1.1\r\nHost: " + address(settings) + ":" + settings.number(Setting.PORT) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return ""; // not listening yet, or not answering: not ready
        }
    }

    private Socket socket() throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(address(settings), settings.integer(Setting.PORT)), TIMEOUT_MILLIS);
        if (settings.text(Setting.TLS_CERT).isEmpty()) {
            return plain;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OurOwnServer()}, null);
            return context.getSocketFactory().createSocket(plain, address(settings), settings.integer(Setting.PORT), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("No TLS in this JVM", e);
        }
    }

    /** Takes any certificate: we ask the process that we started, on this machine, and send it nothing. */
    private static final class OurOwnServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("a client only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // our own
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
