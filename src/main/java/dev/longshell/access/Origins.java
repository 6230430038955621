package dev.longshell.access;

import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/** The exact allow-list of origins (RFC 6454); knows nothing of who is logged in. */
@ApplicationScoped
public class Origins {
    private List<String> allowed;

    protected Origins() {
        // for the container's proxy
    }

    @Inject
    public Origins(Settings settings) {
        allowed = settings.list(Setting.ALLOWED_ORIGINS, ",");
    }

    /**
     * Whether a browser page of that origin may change things or open a socket.
     *
     * @param origin the Origin header, or null when there was none
     * @param host   the Host header: without ALLOWED_ORIGINS, the console's own origin is http or https on that very host and port
     * @param bearer true when the request authenticates by an Authorization header: programs send no Origin
     */
    public boolean allows(String origin, String host, boolean bearer) {
        if (origin == null) {
            return bearer;
        }
        if (!allowed.isEmpty()) {
            return allowed.contains(origin);
        }
        if (host == null) {
            return false;
        }
        String own = host.toLowerCase(Locale.ROOT);
        return origin.equals("http://" + own) || origin.equals("https://" + own);
    }
}
