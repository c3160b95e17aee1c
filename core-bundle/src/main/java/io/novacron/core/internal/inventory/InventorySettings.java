package io.novacron.core.internal.inventory;

import java.time.Duration;
import java.util.Objects;

/**
 * Limits of the inventory.
 *
 * @param interval how long after a list of a region the next one begins; zero for no lists
 * @param emptyInterval the same for a region in which nothing of ours was seen
 * @param listDeadline how long one list may take with all its pages
 * @param missingGrace how long a machine must be missing from complete lists before it counts as
 *     gone; at least the visibility bound of its provider holds
 * @param freshness how long a request that asks for a maximum age may wait for a cloud
 * @param quarantine how long an orphan stays in quarantine before it may be deleted
 */
public record InventorySettings(
    Duration interval,
    Duration emptyInterval,
    Duration listDeadline,
    Duration missingGrace,
    Duration freshness,
    Duration quarantine) {
  /** The settings when none are given. */
  public static final InventorySettings DEFAULT =
      new InventorySettings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(600),
          Duration.ofSeconds(300),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofHours(24));

  public InventorySettings {
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(emptyInterval, "emptyInterval");
    Objects.requireNonNull(listDeadline, "listDeadline");
    Objects.requireNonNull(missingGrace, "missingGrace");
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(quarantine, "quarantine");
  }
}
