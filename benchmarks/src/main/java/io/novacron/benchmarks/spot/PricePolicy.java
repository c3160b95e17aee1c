package io.novacron.benchmarks.spot;

import org.jspecify.annotations.Nullable;

/** Where one instance is, from snapshot to snapshot. May remember; one object for one instance. */
public interface PricePolicy {
  /** What is chosen instead of a zone to be on demand in us-east-1. */
  String ON_DEMAND = "on-demand";

  /**
   * Chooses.
   *
   * @param present where the instance is; absent at first
   * @param seen the next snapshot, each once and in order
   * @return a zone of the snapshot, or {@link #ON_DEMAND}
   */
  String choose(@Nullable String present, PriceView seen);
}
