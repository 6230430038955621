package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.OsUser;
import dev.longshell.setting.Settings;
import dev.longshell.store.Project;
import dev.longshell.store.ProjectRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the project {@code home}, so that a newcomer has a shell at once; knows nothing of users. */
@ApplicationScoped
public class FirstProject {
    public static final String SLUG = "home";

    private Settings settings;
    private ProjectRepository repository;
    private ProjectPaths paths;

    protected FirstProject() {
        // for the container's proxy
    }

    @Inject
    public FirstProject(Settings settings, ProjectRepository repository, ProjectPaths paths) {
        this.settings = settings;
        this.repository = repository;
        this.paths = paths;
    }

    /** The project {@code home}; made at the home of LONGSHELL_HOME's owner, or at the first of PROJECT_ROOTS when that lies outside them, when it is not there. */
    public Project present() {
        return repository.find(SLUG).orElseGet(this::make);
    }

    private Project make() {
        Path home = ownersHome();
        Path path = paths.isAllowed(home) ? paths.resolve(home.toString()) : paths.firstRoot();
        try {
            return repository.add(new Project(SLUG, "Home", path.toString()));
        } catch (FaultException e) {
            if (e.fault() != Fault.CONFLICT) {
                throw e;
            }
            return repository.find(SLUG).orElseThrow(() -> e); // another gateway starts at the same moment
        }
    }

    private Path ownersHome() {
        Path own = Path.of(System.getProperty("user.home"));
        try {
            if (Files.notExists(settings.home())) {
                return own;
            }
            String owner = Files.getOwner(settings.home()).getName();
            return owner.equals(System.getProperty("user.name")) ? own : OsUser.find(owner).map(user -> Path.of(user.home())).orElse(own);
        } catch (IOException e) {
            throw new UncheckedIOException("Whose " + settings.home() + " is cannot be told", e);
        }
    }
}
