package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.OsUser;
import dev.longshell.os.Ownership;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether sessions could run as an OS user, asked of the machine itself by running as that user; changes nothing. */
final class RunAsCheck {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Settings settings;
    private final String name;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * One thing that was looked at.
     *
     * @param what   a sentence: what holds, or is missing
     * @param mend   the command or setting that mends it; null for what holds
     * @param fault  what a server would refuse with; null for what holds
     */
    record Finding(String what, String mend, Fault fault) {
        boolean holds() {
            return fault == null;
        }
    }

    private RunAsCheck(Settings settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    /** Each finding builds on those before: where the user is none, nothing more is asked. */
    static List<Finding> of(Settings settings, String name) {
        RunAsCheck check = new RunAsCheck(settings, name);
        OsUser user = OsUser.find(name).orElse(null);
        if (check.isUser(user) && check.isLauncher(user) && check.becomes(user)) {
            settings.projectRoots().forEach(root -> check.reaches(user, root));
            check.isKeptOut(user, settings.home().toAbsolutePath().normalize());
        }
        return check.findings;
    }

    private boolean isUser(OsUser user) {
        if (user == null) {
            return missing(Fault.NOT_FOUND, "There is no user " + name + " on this machine.",
                    "useradd --create-home --shell /bin/bash " + name);
        }
        if (user.id() == 0) {
            return missing(Fault.SETTING_REFUSED, name + " is root, whom nothing keeps from the server.",
                    "name another user");
        }
        if (name.equals(System.getProperty("user.name"))) {
            return missing(Fault.SETTING_REFUSED, name + " is the server's own user.", "name another user");
        }
        return holds(name + " is a user of this machine (id " + user.id() + ").");
    }

    private boolean isLauncher(OsUser user) {
        String program = user.launcher(command()).get(0);
        Path path = program.startsWith("/") ? Path.of(program)
                : Stream.of(PATH.split(":")).map(folder -> Path.of(folder, program)).filter(Files::isExecutable)
                        .findFirst().orElse(null);
        if (path == null || !Files.isExecutable(path)) {
            return missing(Fault.NOT_INSTALLED, "RUN_AS_COMMAND begins with " + program + ", which is not there.",
                    "install it (setpriv: apt-get install util-linux)");
        }
        try {
            Optional<String> doubt = Ownership.doubt(path);
            return doubt.isPresent() ? missing(Fault.SETTING_REFUSED, "Others could change " + path
                    + ", which runs as the server.", doubt.get())
                    : holds(path + " is there, and only root or the server's user can change it.");
        } catch (IOException e) {
            throw Home.fault(e, path + " cannot be looked at");
        }
    }

    private boolean becomes(OsUser user) {
        Ran ran = as(user, "id", "-u");
        if (ran.exitCode() == 0 && ran.output().strip().equals(Long.toString(user.id()))) {
            return holds("The server can run a command as " + name + ".");
        }
        return missing(Fault.FORBIDDEN, "The server, as " + System.getProperty("user.name")
                + ", cannot run a command as " + name + ": " + ran.output().strip(),
                "run the server as root (systemctl enable --now longshell@root), or set RUN_AS_COMMAND to what may, "
                        + "such as: sudo -n -u {user} --");
    }

    private void reaches(OsUser user, Path root) {
        if (as(user, "sh", "-c", "cd \"$1\" && test -r . && test -w .", "sh", root.toString()).exitCode() == 0) {
            holds(name + " can read and write in " + root + ", where projects lie.");
        } else {
            missing(Fault.SETTING_REFUSED, name + " cannot read and write in " + root + " (PROJECT_ROOTS).",
                    "set PROJECT_ROOTS to directories of " + name
                    + ", or: setfacl -R -m u:" + name + ":rwX " + root);
        }
    }

    private void isKeptOut(OsUser user, Path home) {
        if (as(user, "sh", "-c", "test -r \"$1\" || test -x \"$1\"", "sh", home.toString()).exitCode() == 0) {
            missing(Fault.SETTING_REFUSED, name + " can enter LONGSHELL_HOME " + home + ", where the secrets lie.",
                    "chmod 700 " + home);
        } else {
            holds(name + " cannot enter LONGSHELL_HOME " + home + ".");
        }
    }

    private Ran as(OsUser user, String... command) {
        List<String> words = new ArrayList<>(user.launcher(command()));
        words.addAll(List.of(command));
        try {
            return Ran.of(words, "");
        } catch (FaultException e) {
            return new Ran(Fault.NOT_INSTALLED.exitCode(), e.getMessage());
        }
    }

    private String command() {
        return settings.text(Setting.RUN_AS_COMMAND).orElseThrow();
    }

    private boolean holds(String what) {
        findings.add(new Finding(what, null, null));
        return true;
    }

    private boolean missing(Fault fault, String what, String mend) {
        findings.add(new Finding(what, mend, fault));
        return false;
    }
}
