package io.novacron.rest.internal.http;

import java.util.Map;

/**
 * What this node is.
 *
 * @param name name of the node
 * @param version version of NovaCron
 * @param ports what listens where, by name, such as {@code http}; what is switched off is left out
 */
public record NodeInformation(String name, String version, Map<String, Integer> ports) {
  public NodeInformation {
    ports = Map.copyOf(ports);
  }
}
