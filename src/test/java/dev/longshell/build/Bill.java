package dev.longshell.build;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A CycloneDX bill of materials: the versions of its components, by {@code group:artifact} or {@code npm:package}. */
record Bill(JsonObject json, Map<String, String> versions) {

    static Bill of(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        Map<String, String> versions = new TreeMap<>();
        for (JsonElement each : json.getAsJsonArray("components")) {
            String url = each.getAsJsonObject().get("purl").getAsString(); // pkg:maven/group/artifact@version?type=jar, pkg:npm/%40scope/package@version
            String kind = url.substring("pkg:".length(), url.indexOf('/'));
            String name = URLDecoder.decode(url.substring(url.indexOf('/') + 1, url.lastIndexOf('@')), StandardCharsets.UTF_8);
            String version = url.substring(url.lastIndexOf('@') + 1).replaceFirst("\\?.*", "");
            versions.put(kind.equals("npm") ? "npm:" + name : name.replace('/', ':'), version);
        }
        return new Bill(json, versions);
    }
}
