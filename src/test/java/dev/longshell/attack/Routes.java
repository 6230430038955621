package dev.longshell.attack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.longshell.gateway.DoorTests;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Every way into the server, each from who knows it: the calls from its own OpenAPI document, the pages and their
 * buttons from the WAR, the sockets from their classes, the servlets from the container.
 */
final class Routes {
    /** Their calls and pages are found one by one. */
    private static final Set<String> FOUND_ELSEWHERE = Set.of("/api/*", "*.xhtml");
    private static final Pattern BUTTON =
            Pattern.compile("<(?:h:commandButton|button)\\b[^>]*?\\bid=\"([^\"]+)\"[^>]*?\\baction=\"#\\{");

    private Routes() {
    }

    /** Such as {@code GET /api/me}. */
    static Set<String> all(Person anybody) throws IOException {
        Set<String> routes = new TreeSet<>();
        calls(anybody).forEach(routes::add);
        pages().forEach(routes::add);
        sockets().forEach(routes::add);
        // DoorTests holds this list against the mappings that the container reports
        DoorTests.MAPPINGS.stream().filter(mapping -> !FOUND_ELSEWHERE.contains(mapping))
                .map(mapping -> "GET " + mapping).forEach(routes::add);
        return routes;
    }

    private static Stream<String> calls(Person anybody) {
        RawHttp.Answer openApi = RawHttp.send(anybody.server(), "GET", "/openapi", null, "Accept: application/json");
        JsonObject paths = JsonParser.parseString(openApi.body()).getAsJsonObject().getAsJsonObject("paths");
        return paths.keySet().stream().flatMap(path -> paths.getAsJsonObject(path).keySet().stream()
                .filter(verb -> verb.matches("get|put|post|delete|patch|head|options|trace"))
                .map(verb -> verb.toUpperCase(Locale.ROOT) + " " + path));
    }

    private static Stream<String> pages() throws IOException {
        try (ZipFile war = new ZipFile(Path.of(System.getProperty("longshell.war")).toFile())) {
            Set<String> routes = new TreeSet<>();
            for (ZipEntry file : war.stream().filter(entry -> entry.getName().endsWith(".xhtml")).toList()) {
                boolean page = !file.getName().contains("/");
                if (page) {
                    routes.add("GET /" + file.getName());
                }
                Matcher button = BUTTON.matcher(new String(war.getInputStream(file).readAllBytes(),
                        StandardCharsets.UTF_8));
                while (button.find()) {
                    String where = page ? file.getName() : "index.xhtml"; // what several pages have in common
                    routes.add("POST /" + where + " " + button.group(1));
                }
            }
            return routes.stream();
        }
    }

    private static Stream<String> sockets() {
        return new ClassFileImporter().importPackages("dev.longshell.channel").stream()
                .filter(type -> type.isAnnotatedWith(ServerEndpoint.class)).map(JavaClass::reflect)
                .map(type -> "GET " + type.getAnnotation(ServerEndpoint.class).value());
    }
}
