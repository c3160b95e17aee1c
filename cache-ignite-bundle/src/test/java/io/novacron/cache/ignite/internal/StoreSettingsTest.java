package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {
  private final Map<String, String> properties =
      new HashMap<>(Map.of("novacron.data", "/srv/data"));

  @Test
  void whatIsNotSetHasADefault() {
    StoreSettings settings = StoreSettings.read(properties::get);

    assertThat(settings)
        .isEqualTo(
            new StoreSettings(
                Path.of("/srv/data/state"), "node-1", "127.0.0.1", 47500, 512L << 20));
    assertThat(settings.communicationPort()).isEqualTo(47600);
  }

  @Test
  void offHeapMemoryIsDividedAsDocumented() {
    properties.put("novacron.offheap", "1g");

    StoreSettings settings = StoreSettings.read(properties::get);

    assertThat(settings.stateBytes()).isEqualTo(512L << 20);
    assertThat(settings.checkpointBytes()).isEqualTo(128L << 20);
  }

  @Test
  void everythingIsReadFromItsProperty() {
    properties.put("novacron.node", "east-2");
    properties.put("novacron.grid.host", "127.0.0.2");
    properties.put("novacron.grid.port", "50123");
    properties.put("novacron.offheap", "262144K");

    assertThat(StoreSettings.read(properties::get))
        .isEqualTo(
            new StoreSettings(
                Path.of("/srv/data/state"), "east-2", "127.0.0.2", 50123, 256L << 20));
  }

  @ParameterizedTest
  @CsvSource({
    "novacron.data, ' '",
    "novacron.node, two words",
    "novacron.node, ../up",
    "novacron.grid.port, 80",
    "novacron.grid.port, 65500",
    "novacron.grid.port, many",
    "novacron.offheap, lots",
    "novacron.offheap, 64m",
    "novacron.offheap, -1",
    "novacron.offheap, 999999999999g",
    "novacron.grid.host, 192.0.2.7",
    "novacron.grid.host, 0.0.0.0",
  })
  void aWrongValueIsRefusedByTheNameOfItsProperty(String name, String value) {
    properties.put(name, value);

    assertThatThrownBy(() -> StoreSettings.read(properties::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aGridBeyondThisMachineIsRefusedForWantOfEncryption() {
    properties.put("novacron.grid.host", "10.0.0.1");

    assertThatThrownBy(() -> StoreSettings.read(properties::get))
        .hasMessageContaining("loopback")
        .hasMessageContaining("not encrypted");
  }
}
