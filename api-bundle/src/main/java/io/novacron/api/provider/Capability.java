package io.novacron.api.provider;

import java.util.Locale;

/** What a provider can do beyond creating, describing and deleting machines. */
public enum Capability {
  SPOT_INSTANCES,
  GPU_COMPUTE,
  /** The facet {@link Provider#snapshots}. */
  SNAPSHOTS,
  /** The facet {@link Provider#metrics}. */
  METRICS;

  /** The name in the words of the interfaces, such as {@code spot_instances}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
