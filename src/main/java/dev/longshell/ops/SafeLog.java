package dev.longshell.ops;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.interceptor.Interceptor;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * Puts a {@link SafeFormatter} before the formatter of every handler of the root logger, for the container's own
 * records too, while the application is there.
 */
@ApplicationScoped
public class SafeLog {

    /** First of all: what others say at their start is logged safely. */
    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup startup) {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            Formatter formatter = handler.getFormatter();
            if (formatter != null) {
                handler.setFormatter(new SafeFormatter(formatter, System::nanoTime));
            }
        }
    }

    @PreDestroy
    void end() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler.getFormatter() instanceof SafeFormatter safe) {
                handler.setFormatter(safe.original());
            }
        }
    }
}
