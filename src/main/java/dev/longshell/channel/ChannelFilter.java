package dev.longshell.channel;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.payara.GuardedUpgradeHandler;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.wire.Json;
import dev.longshell.wire.WebSocketLimits;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;

/**
 * Before everything: the extra listeners serve their own channel and health only, and a handshake on {@code /ws/} is answered with an HTTP status unless it may
 * become a socket; knows nothing of frames. Application filters run before Tyrus, which itself could only say 403.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ChannelFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String CHANNELS = "/ws/";
    private static final System.Logger LOG = System.getLogger(ChannelFilter.class.getName());

    private transient Handshakes handshakes;
    private transient OpenSockets sockets;
    private transient Map<Integer, String> channelOfPort;

    @Inject
    void serve(Handshakes handshakes, OpenSockets sockets, Settings settings) {
        this.handshakes = handshakes;
        this.sockets = sockets;
        this.channelOfPort = Map.of(portOf(settings, Setting.WS_TERMINAL_PORT, -1), "/ws/terminal/", portOf(settings, Setting.WS_CLAUDE_PORT, -2), "/ws/claude/");
    }

    /** @param off stands for a listener that is turned off: no socket has such a port */
    private static int portOf(Settings settings, Setting setting, int off) {
        return settings.integer(setting) == 0 ? off : settings.integer(setting);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!isServedOn(request.getLocalPort(), path)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (!path.startsWith(CHANNELS)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            requireNothingBehind(request);
            chain.doFilter(new Admitted(request, handshakes.admit(request)), response);
        } catch (FaultException e) {
            refuse(response, e);
        }
    }

    private boolean isServedOn(int port, String path) {
        String channel = channelOfPort.get(port);
        return channel == null || path.startsWith(channel) || path.equals("/health") || path.startsWith("/health/");
    }

    /**
     * RFC 6455 section 4.1: who asks for a WebSocket sends nothing more until it is answered. Tyrus 2.1.5 would read it in the thread that has yet to make the socket,
     * and that thread would wait for itself for ever: sixty-four such requests, and nobody is served.
     */
    private static void requireNothingBehind(HttpServletRequest request) throws IOException {
        if (request.getInputStream().available() > 0) {
            throw new FaultException(Fault.MALFORMED_FRAME, "A WebSocket begins with the answer to its handshake: nothing may be sent before that.");
        }
    }

    private static void refuse(HttpServletResponse response, FaultException fault) throws IOException {
        if (!fault.fault().isRefusal()) {
            LOG.log(System.Logger.Level.WARNING, "a handshake was refused", fault);
        }
        response.setStatus(fault.fault().httpStatus());
        response.setContentType("application/problem+json"); // RFC 9457
        response.setCharacterEncoding("UTF-8");
        fault.retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
        response.getWriter().write(Json.write(Map.of("type", "about:blank", "status", fault.fault().httpStatus(), "code", fault.fault().code(), "detail", fault.getMessage())));
    }

    /** The request with its admission in the place of the principal, and frames that are checked before Tyrus reads them. */
    private final class Admitted extends HttpServletRequestWrapper {
        private final Admission admission;

        Admitted(HttpServletRequest request, Admission admission) {
            super(request);
            this.admission = admission;
        }

        @Override
        public Principal getUserPrincipal() {
            return admission;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> wanted) throws IOException, ServletException {
            return GuardedUpgradeHandler.upgrade((HttpServletRequest) getRequest(), wanted, WebSocketLimits.of(admission.attach().role()), sockets.guarded(),
                    violation -> handshakes.recordViolation(admission, violation));
        }
    }
}
