package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The reference of the configuration tells what the bundles of the archive take, and nothing else.
 */
class ConfigurationReferenceTest {
  @Test
  void theReferenceIsThatOfTheBundles() throws Exception {
    Path reference = Path.of(System.getProperty("novacron.docs"), "configuration.md");
    String generated = generated();
    if (Boolean.getBoolean("novacron.configuration.update")) {
      Files.writeString(reference, generated);
    }

    assertThat(Files.readString(reference))
        .as("take the new reference with `make configuration` and commit docs/configuration.md")
        .isEqualTo(generated);
  }

  private static String generated() throws Exception {
    TreeMap<String, String> sections = new TreeMap<>();
    for (Path bundle : bundles()) {
      try (JarFile jar = new JarFile(bundle.toFile())) {
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          if (entry.getName().startsWith("OSGI-INF/metatype/")
              && entry.getName().endsWith(".xml")) {
            try (InputStream in = jar.getInputStream(entry)) {
              section(in, sections);
            }
          }
        }
      }
    }
    assertThat(sections).hasSizeGreaterThan(4);
    return """
        # Configuration

        Generated from the bundles by `make configuration`; a test holds it up to date. What the process itself needs (ports, data, memory) is in
        `etc/novacron.properties` instead, and in the [operations guide](operations.md).

        Each section is a file in `etc/`. A file is read as soon as it is saved. A value that is not legal is refused with the file, the key and what is
        legal in the log, and the earlier values stay in force.

        """
        + String.join("\n", sections.values());
  }

  private static List<Path> bundles() throws Exception {
    List<Path> bundles = new ArrayList<>();
    for (String part : List.of("system/io/novacron", "deploy")) {
      try (Stream<Path> files = Files.walk(Archive.home().resolve(part))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(bundles::add);
      }
    }
    return bundles;
  }

  private static void section(InputStream in, TreeMap<String, String> sections) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document = factory.newDocumentBuilder().parse(in);
    Element designate = (Element) document.getElementsByTagName("Designate").item(0);
    boolean several = designate.hasAttribute("factoryPid");
    String pid = designate.getAttribute(several ? "factoryPid" : "pid");
    Element definition = (Element) document.getElementsByTagName("OCD").item(0);
    StringBuilder text =
        new StringBuilder("## %s%s.cfg\n".formatted(pid, several ? "-<name>" : ""))
            .append(sentence(definition.getAttribute("name")))
            .append(sentence(definition.getAttribute("description")))
            .append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
    NodeList keys = definition.getElementsByTagName("AD");
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      String standard = key.getAttribute("default");
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  key.getAttribute("id"),
                  key.getAttribute("type").toLowerCase(Locale.ROOT),
                  standard.isEmpty() ? "" : "`" + standard + "`",
                  cell(key.getAttribute("description"))));
    }
    sections.put(pid, text.toString());
  }

  private static String sentence(String text) {
    return text.isEmpty() ? "" : text + (text.endsWith(".") ? "\n" : ".\n");
  }

  private static String cell(String text) {
    assertThat(text).as("each key says what it is for").isNotEmpty();
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
