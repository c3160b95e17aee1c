package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path directory;

  @Test
  void aFreeMachineIsAccepted() throws IOException {
    new Preflight(settings(Map.of())).check();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aBusyPortIsNamedWithItsSettingAndNothingIsWritten() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(busy.getLocalPort());

      assertRefused(
          Map.of("NOVACRON_HTTP_PORT", port), ExitCode.REFUSED, "NOVACRON_HTTP_PORT=" + port);
      assertRefused(
          Map.of("NOVACRON_SHELL_PORT", port), ExitCode.REFUSED, "NOVACRON_SHELL_PORT=" + port);
      assertRefused(
          Map.of("NOVACRON_GRID_PORT", port), ExitCode.REFUSED, "NOVACRON_GRID_PORT=" + port);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aListenerThatTheNetworkReachesHasToBeAskedForInWords() throws IOException {
    assertRefused(
        Map.of("NOVACRON_HTTP_HOST", "0.0.0.0"), ExitCode.WRONG_USE, "NOVACRON_HTTP_INSECURE=yes");

    new Preflight(
            settings(Map.of("NOVACRON_HTTP_HOST", "0.0.0.0", "NOVACRON_HTTP_INSECURE", "yes")))
        .check();
  }

  @Test
  void moreMemoryThanThereIsIsRefusedWithTheFigures() throws IOException {
    assertRefused(Map.of("NOVACRON_HEAP", "900g"), ExitCode.REFUSED, "NOVACRON_HEAP=900g");
  }

  @Test
  void dataThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new Preflight(settingsIn(file.resolve("data"), Map.of())).check())
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("NOVACRON_DATA")
        .hasMessageContaining("not a directory");
  }

  @Test
  void dataThatIsHeldIsRefusedWithThePidOfItsHolder() throws IOException {
    Settings settings = settings(Map.of());
    try (DataLock lock = new Preflight(settings).takeData()) {
      assertThat(lock).isNotNull();
      RunningNode.ofThisProcess(settings, "1").write(settings.data());

      assertThatThrownBy(() -> new Preflight(settings).check())
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("NOVACRON_DATA");
      assertThatThrownBy(() -> new Preflight(settings).takeData())
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("is held by");
    }
  }

  @Test
  void dataIsFreeAgainOnceItsHolderIsGoneWhateverItLeftBehind() throws IOException {
    Settings settings = settings(Map.of());
    new Preflight(settings).takeData().close();
    RunningNode.ofThisProcess(settings, "1").write(settings.data());

    assertThat(RunningNode.holderOf(settings.data())).isEmpty();
    new Preflight(settings).takeData().close();
  }

  @Test
  void aProcessIdThatWasGivenToAnotherProcessIsNotTakenForTheHolder() throws IOException {
    Settings settings = settings(Map.of());
    try (DataLock lock = new Preflight(settings).takeData()) {
      assertThat(lock).isNotNull();
      long pid = ProcessHandle.current().pid();
      new RunningNode(pid, 1, "node-1", "1", "http://127.0.0.1:1", "off").write(settings.data());

      assertThat(RunningNode.holderOf(settings.data())).isEmpty();
      assertThatThrownBy(() -> RunningNode.requireHolderOf(settings.data()))
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("just starting");
    }
  }

  private void assertRefused(Map<String, String> environment, ExitCode code, String text)
      throws IOException {
    Settings settings = settings(environment);
    assertThatThrownBy(() -> new Preflight(settings).check())
        .isInstanceOfSatisfying(
            LauncherException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
        .hasMessageContaining(text);
  }

  private Settings settings(Map<String, String> environment) throws IOException {
    return settingsIn(directory.resolve("data"), environment);
  }

  /** Settings whose ports are free unless the caller says which. */
  private Settings settingsIn(Path data, Map<String, String> environment) throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("NOVACRON_HTTP_PORT", freePort());
    all.put("NOVACRON_SHELL_PORT", "off");
    all.put("NOVACRON_GRID_PORT", freePortWithOneAHundredAbove());
    all.putAll(environment);
    return new SettingsReader(all, directory.resolve("none")).read(data);
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static String freePortWithOneAHundredAbove() throws IOException {
    for (int port = 20_001; port < 60_000; port += 7) {
      try (ServerSocket one = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          ServerSocket other = new ServerSocket(port + 100, 1, InetAddress.getLoopbackAddress())) {
        return Integer.toString(one.getLocalPort());
      } catch (IOException e) {
        // Busy: the next one.
      }
    }
    throw new IOException("no pair of free ports");
  }
}
