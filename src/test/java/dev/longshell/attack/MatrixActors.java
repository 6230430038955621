package dev.longshell.attack;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Those whom the columns of the matrix name, around one project and one session of it. Made by an admin through the
 * API; {@link #end} disables the admin among them.
 */
final class MatrixActors {
    /**
     * Somebody who calls.
     *
     * @param authorization a whole value of that header; null for nobody
     * @param person        who stands behind it, with a login; null for nobody and for share links
     * @param scope         of the personal token that is shown; null for a login
     * @param over          whether the login is good no more
     */
    record Actor(String authorization, Person person, String scope, boolean over) {
        static Actor of(Person person) {
            return new Actor("Bearer " + person.token(), person, null, false);
        }

        static Actor formerly(Person person) {
            return new Actor("Bearer " + person.token(), person, null, true);
        }

        static Actor token(Person owner, String scope) {
            return new Actor("Bearer " + owner.newToken(scope).token(), owner, scope, false);
        }

        static Actor link(String secret) {
            return new Actor("Share " + secret, null, null, false);
        }

        /** The same with credentials that nobody else needs. */
        Actor once() {
            if (person == null || over) {
                return this;
            }
            return scope == null ? of(Person.logIn(person.server(), person.username(), Person.PASSWORD))
                    : token(person, scope);
        }
    }

    private final Person chief = Person.admin();
    private final String project = chief.newProject();
    private final String session = chief.open(project);
    private final String spare = chief.open(project);
    private final Person boss = chief.newcomer();
    private final Person target = chief.newcomer();
    private final Map<String, Actor> actors = new LinkedHashMap<>();

    MatrixActors() {
        chief.insist(200, "PATCH", "/api/users/" + boss.username(), "{\"admin\":true}");
        Person viewer = chief.newMember(project, "viewer");
        actors.put("none", new Actor(null, null, null, false));
        actors.put("outs", Actor.of(chief.newcomer()));
        actors.put("view", Actor.of(viewer));
        actors.put("oper", Actor.of(chief.newMember(project, "operator")));
        actors.put("mana", Actor.of(chief.newMember(project, "manager")));
        actors.put("admn", Actor.of(boss));
        actors.put("obsL", Actor.link(newLink("observer")));
        actors.put("opeL", Actor.link(newLink("operator")));
        for (String scope : new String[] {"read", "operate", "administer"}) {
            actors.put("t-v" + scope.charAt(0), Actor.token(viewer, scope));
            actors.put("t-a" + scope.charAt(0), Actor.token(boss, scope));
        }
        Person disabled = chief.newMember(project, "operator");
        chief.insist(200, "PATCH", "/api/users/" + disabled.username(), "{\"disabled\":true}");
        actors.put("disa", Actor.formerly(disabled));
        Person gone = chief.newMember(project, "operator");
        gone.insist(204, "POST", "/api/auth/logout", null);
        actors.put("gone", Actor.formerly(gone));
        List.of(viewer, boss).forEach(this::newIdentity);
        newLogin(boss); // so that its page has one to end
    }

    /** An account at a provider that goes with that user. @return its id */
    String newIdentity(Person person) {
        return insert(person, "insert into identities (id, user_id, issuer, subject, created_at)"
                + " select cast(? as uuid), id, 'https://provider.example', ?, now() from users where username = ?");
    }

    /** A login of that user, of some other browser. @return its id */
    String newLogin(Person person) {
        return insert(person, "insert into credentials (id, user_id, kind, name, address, created_at, expires_at)"
                + " select cast(? as uuid), id, 'login', ?, '127.0.0.1', now(), now() + interval '1 hour'"
                + " from users where username = ?");
    }

    /** Behind the server's back: no provider has an account for everybody, and a login would cost a password's hash. */
    private static String insert(Person person, String sql) {
        String id = UUID.randomUUID().toString();
        try (Connection database = SharedDatabase.open(); PreparedStatement insert = database.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, id);
            insert.setString(3, person.username());
            insert.executeUpdate();
            return id;
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String newLink(String role) {
        RawHttp.Answer made = chief.insist(201, "POST", "/api/sessions/" + session + "/shares", "{\"role\":\"" + role
                + "\"}");
        return Person.json(made).get("link").getAsString().replaceFirst("^.*#", "");
    }

    Actor get(String name) {
        Actor actor = actors.get(name);
        if (actor == null) {
            throw new AssertionError("a column of nobody: " + name);
        }
        return actor;
    }

    /** Who may do everything and is no actor. */
    Person chief() {
        return chief;
    }

    /** Whom the calls are about; nobody of the columns. */
    Person target() {
        return target;
    }

    String project() {
        return project;
    }

    String session() {
        return session;
    }

    /** A session that is to be ended by whom nobody lets. */
    String spare() {
        return spare;
    }

    URI server() {
        return chief.server();
    }

    void end() {
        chief.insist(200, "PATCH", "/api/users/" + boss.username(), "{\"disabled\":true}");
        for (String each : new String[] {session, spare}) {
            chief.insist(204, "DELETE", "/api/sessions/" + each, null);
        }
    }
}
