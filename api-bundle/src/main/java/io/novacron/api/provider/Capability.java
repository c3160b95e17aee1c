package io.novacron.api.provider;

import java.util.Locale;

/** What a provider can do beyond creating, describing and deleting machines. */
public enum Capability {
  SPOT_INSTANCES,
  GPU_COMPUTE,
  /** The facet {@link Provider#snapshots}. */
  SNAPSHOTS,
  /** The facet {@link Provider#volumes}. */
  VOLUMES,
  /** The facet {@link Provider#networks}. */
  NETWORKS,
  /** The facet {@link Provider#metrics}. */
  METRICS,
  /** The facet {@link Provider#quotas}. */
  QUOTAS,
  /** Keeping the memory of a machine that does not run: {@code pause} and {@code resume}. */
  PAUSE,
  /** Another instance type for a stopped machine. */
  RESIZE,
  /** Another instance type for a running machine, which may be started anew for it. */
  RESIZE_RUNNING;

  /** The name in the words of the interfaces, such as {@code spot_instances}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
