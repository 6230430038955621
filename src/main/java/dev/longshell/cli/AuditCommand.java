package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.DatabaseUrl;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What an operator asks of the audit; asks the database itself, and no gateway, which might be the one to be found out. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "The audit: verify.")
final class AuditCommand {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Command(mixinStandardHelpOptions = true, description = "Checks the hash chain of the audit; exit code 0 when it is whole, 65 with the first broken link when not.")
    int verify(@Mixin SettingOptions options) {
        Settings settings = options.read();
        String words = settings.text(Setting.DATABASE_URL).map(url -> verify(url, settings)).orElseGet(() -> verifyEmbedded(settings));
        specification.commandLine().getOut().println(words);
        return 0;
    }

    private static String verifyEmbedded(Settings settings) {
        Home home = Home.open(settings.home());
        try (Postgres postgres = Postgres.start(home, Workshop.of(home))) {
            return verify(postgres.url(), settings);
        }
    }

    private static String verify(String databaseUrl, Settings settings) {
        DatabaseUrl url = DatabaseUrl.parse(databaseUrl);
        try (Connection connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password())) {
            AuditChain chain = new AuditChain(connection);
            chain.refuseBrokenLink();
            Path head = settings.home().resolve("audit").resolve("head");
            if (Files.exists(head)) {
                chain.refuseWithout(Files.readString(head).strip());
            }
            return chain.description();
        } catch (SQLException e) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "The database " + url + " cannot be asked: " + Reason.of(e), e);
        } catch (IOException e) {
            throw Home.fault(e, "What the audit ended with cannot be read");
        }
    }
}
