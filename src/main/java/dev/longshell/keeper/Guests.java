package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Who came to one session by a share link, and until when; knows nothing of who made it. Under its session's lock only. */
final class Guests {
    private static final String REVOKED = "This link was revoked.";
    private static final String EXPIRED = "This link has expired.";

    private final Audience audience;
    private final Later later;
    private final Set<String> dismissed = new HashSet<>();

    Guests(Audience audience, Later later) {
        this.audience = audience;
        this.later = later;
    }

    /** @throws FaultException FORBIDDEN for one of a link that is dismissed */
    void requireWelcome(Attach attach) {
        if (attach.guest() != null && dismissed.contains(attach.guest().share())) {
            throw new FaultException(Fault.FORBIDDEN, REVOKED);
        }
    }

    /** Closes it when its link expires. */
    void limit(Viewer viewer, Attach.Guest guest) {
        if (guest != null && guest.forMillis() != null) {
            later.run(() -> viewer.close(Fault.FORBIDDEN.closeCode(), EXPIRED), TimeUnit.MILLISECONDS.toNanos(guest.forMillis()));
        }
    }

    /** Closes whoever came by that share link, and lets none of it in again. */
    void dismiss(String share) {
        dismissed.add(share);
        audience.each(viewer -> {
            if (share.equals(viewer.share())) {
                viewer.close(Fault.FORBIDDEN.closeCode(), REVOKED);
            }
        });
    }
}
