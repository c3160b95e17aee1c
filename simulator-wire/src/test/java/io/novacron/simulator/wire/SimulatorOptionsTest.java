package io.novacron.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.ProblemException;
import io.novacron.core.internal.catalog.CatalogComponent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorOptionsTest {
  private @TempDir Path data = Path.of("");

  @Test
  void optionsAreTakenInBothForms() {
    SimulatorOptions options =
        SimulatorOptions.parse(
            List.of("--port=8400", "--data", "here", "--seed", "7", "--latency=200"),
            Path.of("/srv"));
    assertThat(options.port()).isEqualTo(8400);
    assertThat(options.data()).isEqualTo(Path.of("/srv/here"));
    assertThat(options.settings())
        .containsEntry("seed", "7")
        .containsEntry("latencyMillis", "200")
        .containsEntry("tokenSeconds", "86400")
        .containsEntry("cloud", "aws");
  }

  @ParameterizedTest
  @CsvSource({
    "'--data here', --port and --data have to be given",
    "'--port 1', --port and --data have to be given",
    "'--port 99999 --data here', --port must be from 0 to 65535",
    "'--port x --data here', --port must be from 0 to 65535",
    "'--port 1 --data', --data needs a value after it",
    "'--sead 7', '''--sead'' is no option of simulator; legal are --port, --data, '"
  })
  void wrongOnesAreNamed(String line, String message) {
    assertThatThrownBy(() -> SimulatorOptions.parse(List.of(line.split(" ")), Path.of("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aValueThatTheEngineDoesNotTakeIsRefusedAndThePortStaysFree() throws IOException {
    assertThatThrownBy(() -> start("--latency", "-3", 0))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("latencyMillis must be a whole number from 0 to 60000");
  }

  @Test
  void aPortInUseIsToldAndTheDataIsLetGoOf() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("--latency", "0", taken.getLocalPort()))
          .isInstanceOf(IOException.class);
    }
    start("--latency", "0", 0).close();
  }

  private WireSimulator start(String option, String value, int port) throws IOException {
    return WireSimulator.start(
        SimulatorOptions.parse(
            List.of("--port", Integer.toString(port), "--data", data.toString(), option, value),
            Path.of("")),
        new CatalogComponent(),
        Clock.systemUTC());
  }
}
