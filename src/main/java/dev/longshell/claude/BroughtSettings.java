package dev.longshell.claude;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the settings in a project's directory would make Claude run, and with whom it would speak, told without running any of it; decides nothing. A member of another
 * shape than Claude's documentation has is told as it stands.
 */
public final class BroughtSettings {
    private static final List<String> SETTINGS = List.of(".claude/settings.json", ".claude/settings.local.json");
    private static final String SERVERS = ".mcp.json";
    /** Settings that are a command, or hold one. */
    private static final Set<String> COMMANDS = Set.of("apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "gcpAuthRefresh", "otelHeadersHelper", "statusLine", "fileSuggestion");
    private static final Set<String> PLUGINS = Set.of("enabledPlugins", "extraKnownMarketplaces");
    private static final Set<String> SERVER_CHOICES = Set.of("enableAllProjectMcpServers", "enabledMcpjsonServers");
    /** Variables whose value is nobody's to read on a page. */
    private static final Pattern SECRET = Pattern.compile(".*(KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL|HEADERS).*", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 200;
    private static final int LONGEST = 500;

    private final String file;
    private final List<Brought> found = new ArrayList<>();

    private BroughtSettings(String file) {
        this.file = file;
    }

    /** In the order of the files. @param root the one of PROJECT_ROOTS it lies in, no link in its path @param directory the project's, no link in its path */
    public static List<Brought> in(Path root, Path directory) {
        List<Brought> all = new ArrayList<>();
        SETTINGS.forEach(file -> all.addAll(new BroughtSettings(file).read(root, directory)));
        all.addAll(new BroughtSettings(SERVERS).read(root, directory));
        return all.stream().limit(MOST).toList();
    }

    private List<Brought> read(Path root, Path directory) {
        try {
            ProjectFiles.read(root, root.relativize(directory.resolve(file))).ifPresent(this::tell);
        } catch (IOException e) {
            add("unreadable", file, Reason.of(e));
        }
        return found;
    }

    private void tell(String text) {
        try {
            JsonParser.parseString(text).getAsJsonObject().entrySet().forEach(member -> tell(member.getKey(), member.getValue()));
        } catch (JsonParseException | IllegalStateException e) {
            add("unreadable", file, "it is no JSON object");
        }
    }

    private void tell(String name, JsonElement value) {
        if (name.equals("hooks")) {
            each(value).forEach(event -> hooks(event.name(), event.value()));
        } else if (name.equals("env")) {
            each(value).forEach(variable -> add("environment", variable.name(), SECRET.matcher(variable.name()).matches() ? "********" : plain(variable.value())));
        } else if (name.equals("mcpServers")) {
            each(value).forEach(server -> add("mcp_server", server.name(), command(server.value())));
        } else if (SERVER_CHOICES.contains(name)) {
            add("mcp_server", name, plain(value));
        } else if (name.equals("permissions")) {
            each(value).forEach(permission -> add("permission", permission.name(), plain(permission.value())));
        } else if (COMMANDS.contains(name)) {
            add("command", name, command(value));
        } else if (PLUGINS.contains(name)) {
            add("plugin", name, plain(value));
        }
    }

    /** {@code {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "..."}]}]}}. */
    private void hooks(String event, JsonElement groups) {
        for (Member group : each(groups)) {
            JsonObject members = group.value() instanceof JsonObject object ? object : new JsonObject();
            String matcher = members.has("matcher") ? plain(members.get("matcher")) : "";
            each(members.has("hooks") ? members.get("hooks") : group.value()).forEach(hook -> add("hook", (event + " " + matcher).strip(), command(hook.value())));
        }
    }

    private record Member(String name, JsonElement value) {
    }

    /** Of an object its members, of a list its elements, of anything else itself. */
    private static List<Member> each(JsonElement value) {
        if (value instanceof JsonObject object) {
            return object.entrySet().stream().map(entry -> new Member(entry.getKey(), entry.getValue())).toList();
        }
        if (value instanceof JsonArray array) {
            return array.asList().stream().map(element -> new Member("", element)).toList();
        }
        return List.of(new Member("", value));
    }

    /** Of an object what is run or asked, otherwise the whole. A server's own variables and headers hold its secrets, and are left out. */
    private static String command(JsonElement value) {
        if (!(value instanceof JsonObject object)) {
            return plain(value);
        }
        String told = List.of("command", "args", "url", "prompt").stream().filter(object::has).map(object::get).map(BroughtSettings::plain).collect(Collectors.joining(" "));
        return told.isEmpty() ? "members " + String.join(", ", object.keySet()) : told;
    }

    private static String plain(JsonElement value) {
        if (value.isJsonPrimitive()) {
            return value.getAsString();
        }
        return value instanceof JsonArray array ? array.asList().stream().map(BroughtSettings::plain).collect(Collectors.joining(" ")) : value.toString();
    }

    private void add(String kind, String name, String value) {
        found.add(new Brought(file, kind, cut(name), cut(value)));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
    }
}
