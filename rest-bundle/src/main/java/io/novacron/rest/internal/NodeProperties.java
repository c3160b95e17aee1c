package io.novacron.rest.internal;

import io.novacron.rest.internal.http.NodeInformation;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what this node is from the properties of the framework. */
final class NodeProperties {
  private static final Map<String, String> PORTS =
      Map.of(
          "http", "novacron.http.port",
          "grid", "novacron.grid.port",
          "shell", "novacron.shell.port");

  private NodeProperties() {}

  static NodeInformation of(UnaryOperator<@Nullable String> properties) {
    Map<String, Integer> ports = new TreeMap<>();
    PORTS.forEach(
        (name, key) -> {
          String value = properties.apply(key);
          // A port that is switched off has a word instead of a number.
          if (value != null && value.chars().allMatch(Character::isDigit) && !value.isEmpty()) {
            ports.put(name, Integer.valueOf(value));
          }
        });
    return new NodeInformation(
        required(properties, "novacron.node"), required(properties, "novacron.version"), ports);
  }

  private static String required(UnaryOperator<@Nullable String> properties, String key) {
    String value = properties.apply(key);
    if (value == null) {
      throw new IllegalStateException("framework property " + key + " is not set");
    }
    return value;
  }
}
