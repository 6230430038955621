package dev.longshell.api;

import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** What only admins see of the house. */
@Path("/admin")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminResource {
    /**
     * A setting as it counts now.
     *
     * @param name    as an operator writes it
     * @param value   asterisks for a secret; null when it is unset and has no default
     * @param origin  where the value came from, or {@code unset}
     * @param allowed what it may be
     * @param meaning one sentence
     */
    public record SettingView(String name, String value, String origin, String allowed, String meaning) {
    }

    @Inject
    private Settings settings;
    @Inject
    private CurrentCaller caller;

    @GET
    @Path("config")
    public List<SettingView> config() {
        caller.admin();
        return Arrays.stream(Setting.values()).map(this::view).toList();
    }

    private SettingView view(Setting setting) {
        return settings.value(setting)
                .map(value -> new SettingView(setting.name(), setting.shown(value.text()), value.origin(), setting.allowed().description(), setting.meaning()))
                .orElseGet(() -> new SettingView(setting.name(), null, "unset", setting.allowed().description(), setting.meaning()));
    }
}
