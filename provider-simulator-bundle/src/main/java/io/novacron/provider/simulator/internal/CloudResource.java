package io.novacron.provider.simulator.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What an account has beside machines, in a cloud's own protocol: a volume, a network interface, a
 * security group and the like.
 *
 * <p>One whose attribute {@link #MACHINE} names a machine belongs to it: when the machine is gone,
 * it goes too if {@link #DELETED_WITH_MACHINE} is {@code true}, and is nobody's otherwise.
 *
 * @param kind what it is
 * @param reference the cloud's id of it
 * @param region region
 * @param createdAt when it was made
 * @param attributes what its kind has, in words of the protocol's face
 * @param tags all tags
 */
public record CloudResource(
    String kind,
    String reference,
    String region,
    Instant createdAt,
    Map<String, String> attributes,
    Map<String, String> tags) {
  /** Attribute: reference of the machine that it belongs to. */
  public static final String MACHINE = "machine";

  /** Attribute: {@code true} when it goes with its machine. */
  public static final String DELETED_WITH_MACHINE = "deletedWithMachine";

  public CloudResource {
    attributes = Map.copyOf(attributes);
    tags = Map.copyOf(tags);
  }

  /** The value of an attribute; empty text where there is none. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /** The same with another value of an attribute; empty text takes it away. */
  public CloudResource with(String name, String value) {
    Map<String, String> changed = new HashMap<>(attributes);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new CloudResource(kind, reference, region, createdAt, changed, tags);
  }

  /** The same with other tags. */
  public CloudResource withTags(Map<String, String> others) {
    return new CloudResource(kind, reference, region, createdAt, attributes, others);
  }
}
