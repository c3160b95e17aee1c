package io.novacron.core.internal.retention;

import java.time.Duration;
import java.util.Objects;

/**
 * How long each kind of record is kept, and how it is removed.
 *
 * @param operations operations after their end, and deleted machines after theirs
 * @param decisions decisions that no machine refers to
 * @param events events
 * @param keys idempotency keys, never less than the day for which they hold
 * @param audit audit records
 * @param interval how long after one compaction the next begins by itself
 * @param recordsPerSecond most records looked at in a second
 */
public record RetentionSettings(
    Duration operations,
    Duration decisions,
    Duration events,
    Duration keys,
    Duration audit,
    Duration interval,
    int recordsPerSecond) {
  /** The settings when none are given. */
  public static final RetentionSettings DEFAULT =
      new RetentionSettings(
          Duration.ofDays(30),
          Duration.ofDays(30),
          Duration.ofDays(7),
          Duration.ofHours(24),
          Duration.ofDays(365),
          Duration.ofHours(24),
          500);

  public RetentionSettings {
    Objects.requireNonNull(operations, "operations");
    Objects.requireNonNull(decisions, "decisions");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(audit, "audit");
    Objects.requireNonNull(interval, "interval");
  }
}
