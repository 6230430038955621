package dev.longshell.access;

import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;

/** Whom TRUSTED_PROXIES lets speak for others: what they say of a request (X-Forwarded-For, -Proto, -Host) counts, what anybody else says does not. */
@ApplicationScoped
public class Proxies {
    private List<AddressRange> trusted;

    protected Proxies() {
        // for the container's proxy
    }

    @Inject
    public Proxies(Settings settings) {
        trusted = settings.list(Setting.TRUSTED_PROXIES, ",").stream().map(AddressRange::parse).toList();
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    /** The request as its sender made it, when a trusted proxy handed it on; else the request. */
    HttpServletRequest asSent(HttpServletRequest request) {
        return isTrusted(request.getRemoteAddr()) ? new Forwarded(request, sender(request)) : request;
    }

    /** From the right: each proxy appends whom it heard, so the last that is no proxy is the sender; what stands left of it may be a lie. */
    private String sender(HttpServletRequest request) {
        String sender = request.getRemoteAddr();
        String[] hops = String.join(",", java.util.Collections.list(request.getHeaders("X-Forwarded-For"))).split(",");
        for (int hop = hops.length - 1; hop >= 0 && isTrusted(sender); hop--) {
            String address = hops[hop].strip();
            if (!AddressRange.isAddress(address)) {
                return sender;
            }
            sender = address;
        }
        return sender;
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String sender;

        Forwarded(HttpServletRequest request, String sender) {
            super(request);
            this.sender = sender;
        }

        @Override
        public String getRemoteAddr() {
            return sender;
        }

        @Override
        public String getRemoteHost() {
            return sender;
        }

        @Override
        public String getScheme() {
            String proto = super.getHeader("X-Forwarded-Proto");
            return "https".equalsIgnoreCase(proto) ? "https" : "http".equalsIgnoreCase(proto) ? "http" : super.getScheme();
        }

        @Override
        public boolean isSecure() {
            return getScheme().equals("https");
        }

        @Override
        public String getHeader(String name) {
            String host = name.equalsIgnoreCase("Host") ? super.getHeader("X-Forwarded-Host") : null;
            return host == null ? super.getHeader(name) : host;
        }
    }
}
