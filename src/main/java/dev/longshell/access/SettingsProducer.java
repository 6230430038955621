package dev.longshell.access;

import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads the settings through MicroProfile Config, once a deployment; knows nothing of what any of them does. */
@ApplicationScoped
public class SettingsProducer {

    /** @throws dev.longshell.fault.FaultException SETTING_REFUSED; {@link SettingsCheck} fails the deployment with it before anything asks here */
    @Produces
    @Singleton
    public Settings settings() {
        return read();
    }

    static Settings read() {
        Config config = ConfigProvider.getConfig();
        return Settings.read(name -> valueOf(config.getConfigValue(name)));
    }

    private static Settings.Value valueOf(ConfigValue value) {
        return value == null || value.getValue() == null ? null : new Settings.Value(value.getValue(), value.getSourceName());
    }
}
