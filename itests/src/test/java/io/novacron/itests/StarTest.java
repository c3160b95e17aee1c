package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** Every bundle of ours imports the API and third parties; none imports another's classes. */
class StarTest {
  private static final String API = "io.novacron.api-bundle";
  private static final Pattern PROVIDER = Pattern.compile("io\\.novacron\\.provider-.*-bundle");

  /** What a provider may import beside the API: the logging API and what the system bundle has. */
  private static final Pattern PROVIDER_IMPORT =
      Pattern.compile(
          "io\\.novacron\\.api\\..*|org\\.slf4j(\\..*)?|javax\\..*|org\\.osgi\\.framework(\\..*)?"
              + "|org\\.w3c\\.dom(\\..*)?|org\\.xml\\.sax(\\..*)?|org\\.ietf\\.jgss");

  private static Map<String, Manifest> bundles;

  @BeforeAll
  static void readTheArchive() throws IOException, InterruptedException {
    bundles = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Archive.home())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        try (JarFile jar = new JarFile(file.toFile())) {
          Manifest manifest = jar.getManifest();
          String name =
              manifest == null
                  ? null
                  : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
          if (name != null && name.startsWith("io.novacron.")) {
            bundles.put(name, manifest);
          }
        }
      }
    }
  }

  @Test
  void theArchiveHoldsAllBundlesOfTheStar() {
    assertThat(bundles.keySet())
        .containsExactlyInAnyOrder(
            API,
            "io.novacron.cache-ignite-bundle",
            "io.novacron.core-bundle",
            "io.novacron.provider-aws-bundle",
            "io.novacron.provider-simulator-bundle",
            "io.novacron.rest-bundle",
            "io.novacron.security-bundle",
            "io.novacron.shell-bundle",
            "io.novacron.tracing-bundle");
  }

  @Test
  void onlyTheApiIsExported() {
    bundles.forEach(
        (name, manifest) -> {
          List<String> exported = packages(manifest, Constants.EXPORT_PACKAGE);
          if (name.equals(API)) {
            assertThat(exported).isNotEmpty().allMatch(each -> each.startsWith("io.novacron.api."));
          } else {
            assertThat(exported).as("exports of " + name).isEmpty();
          }
        });
  }

  @Test
  void noBundleImportsAnotherBundlesPackages() {
    bundles.forEach(
        (name, manifest) -> {
          assertThat(packages(manifest, Constants.IMPORT_PACKAGE))
              .as("imports of " + name)
              .filteredOn(each -> each.startsWith("io.novacron."))
              .allMatch(each -> each.startsWith("io.novacron.api."));
          assertThat(manifest.getMainAttributes().getValue("Require-Bundle"))
              .as("bundles required by " + name)
              .isNull();
          assertThat(manifest.getMainAttributes().getValue("DynamicImport-Package"))
              .as("dynamic imports of " + name)
              .isNull();
          assertThat(manifest.getMainAttributes().getValue("Fragment-Host"))
              .as("host of " + name)
              .isNull();
        });
  }

  @Test
  void aProviderImportsTheApiLoggingAndSystemPackagesOnly() {
    assertThat(bundles.keySet()).anyMatch(name -> PROVIDER.matcher(name).matches());
    bundles.forEach(
        (name, manifest) -> {
          if (PROVIDER.matcher(name).matches()) {
            assertThat(packages(manifest, Constants.IMPORT_PACKAGE))
                .as("imports of " + name)
                .allMatch(each -> PROVIDER_IMPORT.matcher(each).matches());
            assertThat(optionalImports(manifest))
                .as("optional imports of " + name)
                .noneMatch(each -> !each.startsWith("javax.") && !each.startsWith("org."));
          }
        });
  }

  private static List<String> packages(Manifest manifest, String header) {
    return clauses(manifest, header).stream().map(clause -> clause.replaceAll(";.*", "")).toList();
  }

  private static List<String> optionalImports(Manifest manifest) {
    return clauses(manifest, Constants.IMPORT_PACKAGE).stream()
        .filter(clause -> clause.contains("resolution:=optional"))
        .map(clause -> clause.replaceAll(";.*", ""))
        .toList();
  }

  /** Splits a header at the commas that are not inside quotes. */
  private static List<String> clauses(Manifest manifest, String header) {
    String value = manifest.getMainAttributes().getValue(header);
    List<String> clauses = new ArrayList<>();
    if (value == null) {
      return clauses;
    }
    StringBuilder clause = new StringBuilder();
    boolean quoted = false;
    for (char c : value.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      }
      if (c == ',' && !quoted) {
        clauses.add(clause.toString());
        clause.setLength(0);
      } else {
        clause.append(c);
      }
    }
    clauses.add(clause.toString());
    return clauses;
  }
}
