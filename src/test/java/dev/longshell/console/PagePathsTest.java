package dev.longshell.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * No request says which file a page is made of. Mojarra 4.0.11 opens whatever URL an {@code ui:include} or a template is given, a foreign host's or a
 * file's too, and runs the expressions in it (CVE-2026-46581); so ours are words in the page, never an expression. See docs/security.md.
 */
class PagePathsTest {
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final List<String> FACELETS = List.of("jakarta.faces.facelets", "http://xmlns.jcp.org/jsf/facelets", "http://java.sun.com/jsf/facelets");

    @Test
    void everyPathOfAnotherPageIsAWordInThePage() throws IOException {
        List<String> paths = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(PAGES)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".xhtml")).toList()) {
                paths.addAll(paths(Files.readString(page)));
            }
        }

        assertTrue(paths.contains("/WEB-INF/layout/page.xhtml"), paths.toString());
        assertEquals(List.of(), paths.stream().filter(path -> !isWord(path)).toList());
    }

    @Test
    void theRuleSeesAPathThatARequestCouldMake() throws IOException {
        for (String path : new String[] {"#{param.page}", "${param.page}", "https://evil.example/x.xhtml", "file:///etc/x.xhtml", "jar:file:/x!/y.xhtml", "//evil.example/x.xhtml", "../../etc/x.xhtml"}) {
            for (String element : new String[] {"u:include src", "u:composition template", "u:decorate template"}) {
                String page = "<html xmlns:u=\"jakarta.faces.facelets\"><" + element + "=\"" + path + "\"/></html>";
                assertEquals(List.of(path), paths(page));
                assertTrue(!isWord(path), path);
            }
        }
    }

    /** The other way to it: code of ours that includes a page. */
    @Test
    void noClassOfOursBuildsPages() {
        noClasses().should().dependOnClassesThat().resideInAPackage("jakarta.faces.view.facelets..")
                .check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.longshell"));
    }

    private static boolean isWord(String path) {
        return path.matches("(/?[A-Za-z0-9_-]+)+\\.xhtml");
    }

    /** The values of {@code src} and {@code template} of the elements of Facelets. */
    private static List<String> paths(String page) throws IOException {
        List<String> paths = new ArrayList<>();
        NodeList elements = parse(page).getElementsByTagName("*");
        for (int each = 0; each < elements.getLength(); each++) {
            Element element = (Element) elements.item(each);
            if (element.getNamespaceURI() != null && FACELETS.contains(element.getNamespaceURI())) {
                Stream.of("src", "template").filter(element::hasAttribute).map(element::getAttribute).forEach(paths::add);
            }
        }
        return paths;
    }

    private static Document parse(String page) throws IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try {
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("A page is no XML", e);
        }
    }
}
