package io.novacron.core.internal.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.ProviderVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be dropped, and what is said of what may not. */
class RefusalsTest {
  @TempDir Path directory;

  private final Refusals refusals =
      new Refusals(
          new Refusals.Installed() {
            @Override
            public Optional<String> from(String name, String version, Path except) {
              return name.equals("there") && version.equals("1.0.0")
                  ? Optional.of("there-1.0.0.jar")
                  : Optional.empty();
            }

            @Override
            public boolean loaded(Path file) {
              return file.endsWith("there-1.0.0.jar");
            }
          });

  private Path jar(String file, Map<String, String> headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    headers.forEach(manifest.getMainAttributes()::putValue);
    Path path = directory.resolve(file);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(path), manifest)) {
      out.finish();
    }
    return path;
  }

  private String refused(Path file) {
    assertThat(refusals.permit(file)).isFalse();
    List<ProviderVersion> listed = refusals.list();
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).state()).isEqualTo(ProviderVersion.State.REFUSED);
    assertThat(listed.get(0).bundle()).isEqualTo(String.valueOf(file.getFileName()));
    return String.valueOf(listed.get(0).reason());
  }

  @Test
  void aBundleThatExportsNothingMayCome() throws IOException {
    Path file =
        jar(
            "good.jar",
            Map.of("Bundle-SymbolicName", "good;singleton:=true", "Bundle-Version", "1.0.0"));
    assertThat(refusals.permit(file)).isTrue();
    assertThat(refusals.list()).isEmpty();
  }

  @Test
  void oneThatTakesThePlaceOfAnotherIsSaidToHaveEndedIt() throws IOException {
    Map<String, String> headers =
        Map.of("Bundle-SymbolicName", "there", "Bundle-Version", "1.0.1", "Export-Package", "a.b");
    assertThat(refused(jar("there-1.0.0.jar", headers)))
        .contains("exports packages (a.b)")
        .endsWith("the bundle that was in this file is gone");
  }

  @Test
  void oneThatExportsIsRefusedUntilItIsReplacedByOneThatDoesNot() throws IOException {
    Path file =
        jar(
            "bad.jar",
            Map.of(
                "Bundle-SymbolicName", "bad", "Bundle-Version", "1.2.3", "Export-Package", "a.b"));
    assertThat(refused(file)).contains("exports packages (a.b)").contains("without Export-Package");
    assertThat(refusals.list().get(0).version()).isEqualTo("1.2.3");

    jar("bad.jar", Map.of("Bundle-SymbolicName", "bad", "Bundle-Version", "1.2.3"));
    assertThat(refusals.permit(file)).isTrue();
    assertThat(refusals.list()).isEmpty();
  }

  @Test
  void aFragmentIsRefused() throws IOException {
    Path file =
        jar(
            "fragment.jar",
            Map.of("Bundle-SymbolicName", "part", "Fragment-Host", "host;bundle-version=1"));
    assertThat(refused(file)).contains("fragment of host,").contains("bundle of its own");
  }

  @Test
  void aVersionThatIsThereAlreadyIsRefusedAndNamesTheOther() throws IOException {
    Path file = jar("again.jar", Map.of("Bundle-SymbolicName", "there", "Bundle-Version", "1.0.0"));
    assertThat(refused(file))
        .contains("version 1.0.0 of it is there already, in there-1.0.0.jar")
        .contains("qualifier of its own");
  }

  @Test
  void whatIsNoBundleOrNoJarIsRefused() throws IOException {
    Path plain = jar("plain.jar", Map.of());
    assertThat(refused(plain)).contains("is no bundle");
    Files.delete(plain);
    assertThat(refusals.list()).as("one that was removed is forgotten").isEmpty();
    Path torn = Files.writeString(directory.resolve("torn.jar"), "PK torn");
    assertThat(refused(torn)).contains("cannot be read as a jar").contains("copy it again");
  }
}
