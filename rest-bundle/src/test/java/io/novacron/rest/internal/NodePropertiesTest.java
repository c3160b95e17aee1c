package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.rest.internal.http.NodeInformation;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodePropertiesTest {

  @Test
  void aNodeIsNamedWithThePortsThatAreOpen() {
    NodeInformation node =
        NodeProperties.of(
            Map.of(
                    "novacron.node", "node-1",
                    "novacron.version", "0.1.0",
                    "novacron.http.port", "8181",
                    "novacron.grid.port", "47500",
                    "novacron.shell.port", "off")
                ::get);

    assertThat(node.name()).isEqualTo("node-1");
    assertThat(node.ports()).containsOnly(Map.entry("http", 8181), Map.entry("grid", 47500));
  }

  @Test
  void aNodeWithoutANameIsRefused() {
    assertThatThrownBy(() -> NodeProperties.of(key -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("novacron.node");
  }
}
