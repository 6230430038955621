package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attack 23, by somebody who manages a project but not the server: variables that change what runs there, or who sees the key. */
class ProjectVariableAttacksIT {
    private static final List<String> DANGEROUS = List.of("PATH", "HOME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy",
            "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED",
            "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY", "CLAUDE_CONFIG_DIR", "CLAUDE_CODE_USE_BEDROCK",
            "GIT_SSH_COMMAND", "GIT_SSH", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_GLOBAL", "GIT_ASKPASS", "SSH_AUTH_SOCK", "SSH_ASKPASS", "EDITOR",
            "VISUAL", "PAGER", "LESS", "LESSOPEN", "MANPAGER", "BROWSER", "SUDO_ASKPASS", "XDG_CONFIG_HOME", "ZDOTDIR", "INPUTRC", "PS4",
            "TERMINFO", "TMPDIR", "GNUPGHOME", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_OPTS", "PYTHONHOME", "PIP_INDEX_URL",
            "NPM_CONFIG_REGISTRY", "npm_config_registry", "RUSTC_WRAPPER", "OPENSSL_CONF", "SSLKEYLOGFILE", "AWS_PROFILE", "DOCKER_HOST",
            "KUBECONFIG", "TZDIR", "LOCPATH", "NLSPATH", "A_NAME_THAT_NOBODY_KNOWS");
    private static Person admin;
    private static String project;
    private static Person manager;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        project = admin.newProject();
        manager = admin.newMember(project, "manager");
    }

    @Test
    void a23RefusesAManagerWhatIsNotKnownToBeSafe() {
        for (String name : DANGEROUS) {
            RawHttp.Answer answer = manager.call("PATCH", "/api/projects/" + project, body(Map.of(name, "/tmp/canary")));
            assertEquals(403, answer.status(), name);
            assertTrue(answer.body().contains(name + " ") && answer.body().contains("admin"), answer.body());
            assertFalse(answer.body().contains("canary"), answer.body());
        }
        assertEquals(Map.of(), environment(project));
        Trail.await("request", "PATCH /api/projects/" + project, "refused", "forbidden", manager.username());
        manager.insist(200, "PATCH", "/api/projects/" + project, body(Map.of("LANG", "de_DE.UTF-8", "APP_COLOUR", "red"))); // the control
        manager.insist(200, "PATCH", "/api/projects/" + project, body(Map.of()));
    }

    @Test
    void a23TakesTheSameFromAnAdmin() {
        String other = admin.newProject();
        Map<String, String> all = DANGEROUS.stream().collect(Collectors.toMap(name -> name, name -> "/opt/" + name));

        admin.insist(200, "PATCH", "/api/projects/" + other, body(all));

        assertEquals(all, environment(other));
    }

    @Test
    void a23LeavesWhatAnAdminSetAsItIs() {
        String other = admin.newProject();
        Person other23 = admin.newMember(other, "manager");
        Map<String, String> set = Map.of("HTTPS_PROXY", "http://127.0.0.1:3128", "NODE_EXTRA_CA_CERTS", "/etc/ssl/inspected.pem");
        admin.insist(200, "PATCH", "/api/projects/" + other, body(set));

        other23.insist(200, "PATCH", "/api/projects/" + other, body(Map.of()));
        assertEquals(set, environment(other), "left out is not taken away");

        assertEquals(403, other23.call("PATCH", "/api/projects/" + other, body(Map.of("HTTPS_PROXY", "http://evil.example"))).status());
        assertEquals(set, environment(other));

        other23.insist(200, "PATCH", "/api/projects/" + other, body(Map.of("HTTPS_PROXY", set.get("HTTPS_PROXY"), "APP_COLOUR", "red")));
        assertEquals("red", environment(other).get("APP_COLOUR"), "what was read may be sent back");

        admin.insist(200, "PATCH", "/api/projects/" + other, body(Map.of()));
        assertEquals(Map.of(), environment(other));
    }

    @Test
    void a23LetsNobodySetWhatLongshellSets() {
        for (String name : new String[] {"TERM", "COLORTERM", "USER", "LOGNAME", "SHELL", "LONGSHELL_SESSION", "LONGSHELL_ANYTHING"}) {
            for (Person person : Arrays.asList(admin, manager)) {
                assertEquals(400, person.call("PATCH", "/api/projects/" + project, body(Map.of(name, "x"))).status(), name);
            }
        }
    }

    /** The shell is what SHELL says, and Claude runs its commands by that. */
    @Test
    void a23LetsAManagerChooseAmongLoginShellsOnly() {
        RawHttp.Answer answer = manager.call("PATCH", "/api/projects/" + project, "{\"shell\":\"/usr/bin/env\"}");

        assertEquals(403, answer.status(), answer.body());
        assertTrue(answer.body().contains("/etc/shells"), answer.body());
        manager.insist(200, "PATCH", "/api/projects/" + project, "{\"shell\":\"/bin/sh\"}");
        admin.insist(200, "PATCH", "/api/projects/" + project, "{\"shell\":\"/usr/bin/env\"}");
        manager.insist(200, "PATCH", "/api/projects/" + project, "{\"shell\":\"/usr/bin/env\",\"name\":\"As it is\"}");
        manager.insist(200, "PATCH", "/api/projects/" + project, "{\"shell\":\"\"}");
    }

    private static String body(Map<String, String> environment) {
        return new Gson().toJson(Map.of("environment", environment));
    }

    private static Map<String, String> environment(String slug) {
        JsonObject environment = Person.json(admin.insist(200, "GET", "/api/projects/" + slug, null)).getAsJsonObject("environment");
        return environment.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getAsString()));
    }
}
