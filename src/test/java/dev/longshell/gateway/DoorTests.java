package dev.longshell.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.EntityPart;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every door of the WAR, as the server itself knows them: what is not on the written list is closed to whoever has no credentials. Runs inside the server. */
public interface DoorTests {
    /** The calls of the API that are about logins themselves. */
    Set<String> PUBLIC_CALLS = Set.of("POST /api/auth/login", "POST /api/auth/logout");
    /** Pages for people who are not logged in, and what these need; the guest page shows nothing without the secret of a link. */
    Set<String> PUBLIC_FILES = Set.of("/login.xhtml", "/error.xhtml", "/guest.xhtml", "/resources/");
    /** The way to an OpenID Connect provider and back; without one, as here, there is none. */
    Set<String> PUBLIC_SERVLETS = Set.of("/openid/login", "/openid/callback", "/openid/logout");
    /** What the container and Longshell map. Health, metrics and the description of the API tell nothing of anybody's; what is new here is for a decision. */
    Set<String> MAPPINGS = Set.of("/", "*.jsp", "*.jspx", "*.xhtml", "/api/*", "/resources/*", "/health/*", "/metrics/*", "/openapi/*", "/openid/login",
            "/openid/callback", "/openid/logout");
    String CLASSES = "/WEB-INF/classes/";

    HttpServletRequest request();

    @Test
    default void mapsNoServletThatNobodyDecidedAbout() {
        Set<String> mappings = new TreeSet<>();
        for (ServletRegistration servlet : context().getServletRegistrations().values()) {
            if (!servlet.getName().contains("Arquillian")) {
                mappings.addAll(servlet.getMappings());
            }
        }
        assertEquals(new TreeSet<>(MAPPINGS), mappings);
    }

    @Test
    default void refusesEveryCallOfTheApiWithoutCredentials() {
        List<String> calls = classes().filter(type -> type.isAnnotationPresent(Path.class)).flatMap(DoorTests::callsOf).toList();
        assertTrue(calls.size() > 40, "so few cannot be all: " + calls);
        assertTrue(calls.containsAll(PUBLIC_CALLS), calls.toString());
        List<String> open = new ArrayList<>();
        for (String call : calls) {
            String[] words = call.split(" ");
            ApiClient.Answer answer = nobody().send(words[0], words[1], words[0].matches("GET|DELETE") ? null : "{}");
            if (!PUBLIC_CALLS.contains(call) && answer.status() != 401) {
                open.add(call + " " + answer.status());
            }
        }
        assertEquals(List.of(), open);
    }

    /** Whoever adds an upload decides about names, sizes and what is left of one that is cut first (attack 44). */
    @Test
    default void takesNoUploads() {
        assertEquals(List.of(), classes().filter(type -> type.isAnnotationPresent(MultipartConfig.class)).toList());
        List<Method> calls = classes().filter(type -> type.isAnnotationPresent(Path.class)).flatMap(type -> Arrays.stream(type.getDeclaredMethods())).filter(method -> methodOf(method).findAny().isPresent()).toList();
        assertTrue(calls.size() > 40, "so few cannot be all: " + calls);
        for (Method call : calls) {
            for (AnnotatedElement told : new AnnotatedElement[] {call, call.getDeclaringClass()}) {
                String[] types = told.isAnnotationPresent(Consumes.class) ? told.getAnnotation(Consumes.class).value() : new String[] {"application/json"};
                assertEquals(List.of("application/json"), List.of(types), call.toString());
            }
            for (Class<?> parameter : call.getParameterTypes()) {
                assertTrue(parameter == String.class || !parameter.isArray() && !parameter.getName().startsWith("java.io.") && parameter != EntityPart.class, call.toString());
            }
        }
    }

    @Test
    default void refusesEverySocketWithoutCredentials() {
        List<String> endpoints = classes().filter(type -> type.isAnnotationPresent(ServerEndpoint.class)).map(type -> type.getAnnotation(ServerEndpoint.class).value()).toList();
        assertEquals(List.of("/ws/{channel}/{session}"), endpoints);
        for (String path : new String[] {"/ws/terminal/session_1_x", "/ws/claude/session_1_x", "/ws/anything/session_1_x"}) {
            assertEquals(401, nobody().send("GET", path, null).status(), path);
        }
    }

    @Test
    default void hasNoWayToAProviderThatIsNotThere() {
        for (String path : PUBLIC_SERVLETS) {
            assertEquals(404, nobody().send("GET", path, null).status(), path);
            assertEquals(405, nobody().send("POST", path, "").status(), path);
        }
    }

    /** A page sends a browser to the login, which is its 401, and shows nothing. */
    @Test
    default void showsNoFileOfTheWarWithoutCredentialsButTheLoginAndWhatItNeeds() {
        List<String> files = filesBelow("/");
        assertTrue(files.contains("/index.xhtml") && files.contains("/WEB-INF/web.xml") && files.stream().anyMatch(file -> file.startsWith("/resources/js/")), files.toString());
        ApiClient nobody = nobody();
        List<String> open = new ArrayList<>();
        for (String file : files) {
            ApiClient.Answer answer = nobody.send("GET", file.replace(" ", "%20"), null);
            boolean toLogin = answer.status() == 303 && answer.header("Location").startsWith("/login.xhtml?next=") && answer.body().isEmpty();
            if (PUBLIC_FILES.stream().noneMatch(file::startsWith) && answer.status() != 404 && !(file.endsWith(".xhtml") && toLogin)) {
                open.add(file + " " + answer.status());
            }
        }
        assertEquals(List.of(), open);
    }

    private ServletContext context() {
        return request().getServletContext();
    }

    private ApiClient nobody() {
        return new ApiClient(URI.create("http://localhost:" + request().getLocalPort()));
    }

    private List<String> filesBelow(String folder) {
        List<String> files = new ArrayList<>();
        for (String path : context().getResourcePaths(folder)) {
            if (path.endsWith("/")) {
                files.addAll(filesBelow(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    /** Those of ours that the WAR brings along. */
    private Stream<Class<?>> classes() {
        return filesBelow(CLASSES).stream().filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                .map(file -> file.substring(CLASSES.length(), file.length() - ".class".length()).replace('/', '.')).map(DoorTests::load);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Stream<String> callsOf(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods()).flatMap(method -> methodOf(method).map(verb -> {
            String below = method.isAnnotationPresent(Path.class) ? method.getAnnotation(Path.class).value() : "";
            return verb + " " + ("/api/" + resource.getAnnotation(Path.class).value() + "/" + below).replaceAll("\\{[^}]+}", "x").replaceAll("/+", "/").replaceAll("/$", "");
        }));
    }

    private static Stream<String> methodOf(Method method) {
        return Arrays.stream(method.getAnnotations()).map(each -> each.annotationType().getAnnotation(HttpMethod.class)).filter(found -> found != null).map(HttpMethod::value);
    }
}
