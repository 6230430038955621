package dev.longshell.access;

import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The exact lists of origins (RFC 6454) and of hosts under which this console is; knows nothing of who is logged in.
 *
 * <p>A host that is no name cannot be rebound by a name server, so IP addresses and localhost are always good; of names, those of ALLOWED_ORIGINS are, or, when it
 * is unset, the machine's own.
 */
@ApplicationScoped
public class Origins {
    /** proc(5): the name that gethostname(2) gives. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private List<String> origins;
    private List<String> authorities;
    private String ownName;

    protected Origins() {
        // for the container's proxy
    }

    @Inject
    public Origins(Settings settings) {
        this(settings.list(Setting.ALLOWED_ORIGINS, ","), hostName());
    }

    Origins(List<String> allowed, String ownName) {
        this.origins = allowed;
        this.authorities = allowed.stream().map(origin -> URI.create(origin).getAuthority().toLowerCase(Locale.ROOT)).toList();
        this.ownName = ownName.toLowerCase(Locale.ROOT);
    }

    /** Whether a request may be for that host. @param authority the Host header, or null */
    public boolean isOwnHost(String authority) {
        if (authority == null) {
            return false;
        }
        String host = authority.toLowerCase(Locale.ROOT);
        String name = host.replaceFirst(":\\d{1,5}$", "");
        boolean nameless = name.equals("localhost") || AddressRange.isAddress(name)
                || name.startsWith("[") && name.endsWith("]") && AddressRange.isAddress(name.substring(1, name.length() - 1));
        return nameless || (origins.isEmpty() ? name.equals(ownName) : authorities.contains(host));
    }

    /**
     * Whether a browser page of that origin may change things or open a socket.
     *
     * @param origin   the Origin header, or null when there was none
     * @param own      scheme and Host of the request: without ALLOWED_ORIGINS the only origin
     * @param harmless true when the request carries nothing that a foreign page could abuse: programs send no Origin
     */
    public boolean allows(String origin, String own, boolean harmless) {
        if (origin == null) {
            return harmless;
        }
        return origins.isEmpty() ? origin.equals(own) : origins.contains(origin);
    }

    /** Scheme and Host of the request, as its sender made it. */
    public static String ownOf(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getHeader("Host").toLowerCase(Locale.ROOT);
    }

    /** Where other sites send a browser back to: the request's own origin where that is allowed, else the first that is. */
    public String toReturnTo(String own) {
        return origins.isEmpty() || origins.contains(own) ? own : origins.get(0);
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The machine's own name cannot be read; set ALLOWED_ORIGINS", e);
        }
    }
}
