package dev.longshell.build;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The versions that pom.xml, package.json and the Maven wrapper name; by {@code group:artifact} or {@code npm:package}. */
final class BuildFiles {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
    private static final Pattern MAVEN = Pattern.compile("apache-maven-([0-9.]+)-bin\\.zip");

    private BuildFiles() {
    }

    static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new TreeMap<>(ofPom(Path.of("pom.xml")));
        JsonObject page = JsonParser.parseString(Files.readString(Path.of("package.json"))).getAsJsonObject();
        for (String member : new String[] {"dependencies", "devDependencies"}) {
            for (Map.Entry<String, JsonElement> each : page.getAsJsonObject(member).entrySet()) {
                versions.put("npm:" + each.getKey(), each.getValue().getAsString());
            }
        }
        Matcher maven = MAVEN.matcher(Files.readString(Path.of(".mvn/wrapper/maven-wrapper.properties")));
        if (!maven.find()) {
            throw new IOException("The wrapper names no Maven.");
        }
        versions.put("org.apache.maven:apache-maven", maven.group(1));
        return versions;
    }

    /** Dependencies, plugins and copied artifacts of all profiles; what a bill of materials of another gives its version is that one's. */
    private static Map<String, String> ofPom(Path file) throws IOException {
        Document pom = parse(file);
        Map<String, String> properties = new HashMap<>();
        for (Node each = pom.getElementsByTagName("properties").item(0).getFirstChild(); each != null; each = each.getNextSibling()) {
            properties.put(each.getNodeName(), each.getTextContent());
        }
        Map<String, String> versions = new TreeMap<>();
        for (String kind : List.of("dependency", "plugin", "artifactItem")) {
            NodeList elements = pom.getElementsByTagName(kind);
            for (int each = 0; each < elements.getLength(); each++) {
                Element element = (Element) elements.item(each);
                String version = child(element, "version", "");
                if (!version.isEmpty()) {
                    String group = child(element, "groupId", "org.apache.maven.plugins");
                    versions.put(group + ":" + child(element, "artifactId", ""), resolved(version, properties));
                }
            }
        }
        return versions;
    }

    private static String child(Element element, String name, String otherwise) {
        for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each.getNodeName().equals(name)) {
                return each.getTextContent().strip();
            }
        }
        return otherwise;
    }

    private static String resolved(String version, Map<String, String> properties) {
        return PROPERTY.matcher(version).replaceAll(match -> properties.get(match.group(1)));
    }

    private static Document parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }
}
