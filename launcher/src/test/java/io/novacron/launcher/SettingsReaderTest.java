package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private static final Path DATA = Path.of("/somewhere");

  @TempDir Path directory;

  @Test
  void nothingSetGivesTheDefaults() {
    Settings settings = read(Map.of());

    assertThat(settings.httpPort()).isEqualTo(8181);
    assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
    assertThat(settings.shellPort()).hasValue(8101);
    assertThat(settings.node()).isEqualTo("node-1");
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    write("NOVACRON_HTTP_PORT = 9000", "# a comment", "", "NOVACRON_NODE=from-file");

    Settings settings = read(Map.of("NOVACRON_HTTP_PORT", "9001"));

    assertThat(settings.httpPort()).isEqualTo(9001);
    assertThat(settings.node()).isEqualTo("from-file");
  }

  @Test
  void anUnknownKeyIsIgnoredWithAWarningThatNamesTheLegalOnes() {
    Settings settings = read(Map.of("NOVACRON_HTTP_PROT", "9001", "OTHER", "x"));

    assertThat(settings.warnings())
        .singleElement()
        .asString()
        .contains("NOVACRON_HTTP_PROT", "the environment", "NOVACRON_HTTP_PORT");
  }

  @Test
  void anEmptyVariableIsAsGoodAsNone() {
    assertThat(read(Map.of("NOVACRON_HTTP_PORT", "")).httpPort()).isEqualTo(8181);
  }

  @Test
  void aLineThatIsNoAssignmentIsRefusedWithItsNumber() throws IOException {
    write("# comment", "NOVACRON_NODE node-2");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("novacron.properties line 2")
        .hasMessageContaining("KEY = value");
  }

  @ParameterizedTest
  @CsvSource({
    "NOVACRON_HTTP_PORT, 0, 65535",
    "NOVACRON_HTTP_PORT, 65536, 65535",
    "NOVACRON_HTTP_PORT, http, 65535",
    "NOVACRON_HTTP_PORT, -1, 65535",
    "NOVACRON_SHELL_PORT, on, off",
    "NOVACRON_GRID_PORT, 65436, 65435",
    "NOVACRON_HEAP, 1t, 512m",
    "NOVACRON_HEAP, 255m, 256m",
    "NOVACRON_HEAP, 1024, 512m",
    "NOVACRON_OFFHEAP, 127m, 128m",
    "NOVACRON_NODE, Node 1, a-z",
    "NOVACRON_NODE, -node, a-z",
    "NOVACRON_SIMULATOR, wired, auto",
    "NOVACRON_HTTP_INSECURE, true, yes",
  })
  void anIllegalValueIsRefusedWithKeySourceValueAndWhatIsLegal(
      String key, String value, String legal) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOfSatisfying(
            LauncherException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.WRONG_USE))
        .hasMessageContaining(key + "=" + value)
        .hasMessageContaining("the environment")
        .hasMessageContaining(legal);
  }

  @ParameterizedTest
  @CsvSource({
    "NOVACRON_HTTP_PORT, 65535",
    "NOVACRON_SHELL_PORT, off",
    "NOVACRON_GRID_PORT, 65435",
    "NOVACRON_HEAP, 256m",
    "NOVACRON_HEAP, 4G",
    "NOVACRON_OFFHEAP, 16384m",
    "NOVACRON_NODE, a",
    "NOVACRON_SIMULATOR, off",
    "NOVACRON_HTTP_HOST, ::1",
  })
  void aLegalValueIsTaken(String key, String value) {
    assertThat(read(Map.of(key, value)).get(Setting.valueOf(key))).isEqualTo(value);
  }

  @Test
  void everySettingIsDescribedInTheFileWithItsDefault() throws IOException {
    String shipped =
        Files.readString(Path.of("../distribution/src/main/overlay/etc/novacron.properties"));

    for (Setting setting : Setting.values()) {
      assertThat(shipped).contains("#" + setting + " = " + setting.byDefault());
    }
  }

  private Settings read(Map<String, String> environment) {
    return new SettingsReader(environment, directory.resolve("novacron.properties")).read(DATA);
  }

  private void write(String... lines) throws IOException {
    Files.writeString(directory.resolve("novacron.properties"), String.join("\n", lines));
  }
}
