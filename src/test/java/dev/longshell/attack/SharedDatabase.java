package dev.longshell.attack;

import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The database of the server that all tests share, for somebody who has stolen its password. */
final class SharedDatabase {
    private SharedDatabase() {
    }

    static Connection open() throws IOException, SQLException {
        Path postgres = RunningLongshell.shared().home().resolve("postgres");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + Files.readString(postgres.resolve("port")).strip() + "/longshell", "longshell",
                Files.readString(postgres.resolve("password")).strip());
    }
}
