package io.novacron.provider.simulator.internal;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step in the life of one machine or snapshot, as the log keeps it. */
public sealed interface Transition {
  /** Position in the log, from 1. */
  long sequence();

  /** Wall time. */
  Instant at();

  /**
   * A machine came into being.
   *
   * @param facts what it is
   * @param attempt attempt of the operation that made it
   * @param settleMillis how long it is pending
   */
  record Created(long sequence, Instant at, MachineFacts facts, int attempt, long settleMillis)
      implements Transition {}

  /**
   * A machine came to another phase.
   *
   * @param reference which machine
   * @param phase the phase it came to
   * @param operation operation that asked for it; empty text when it came by itself
   * @param attempt attempt of that operation; 0 when it came by itself
   * @param settleMillis how long the phase lasts, when it ends by itself
   */
  record Moved(
      long sequence,
      Instant at,
      String reference,
      Phase phase,
      String operation,
      int attempt,
      long settleMillis)
      implements Transition {}

  /**
   * A machine got further tags.
   *
   * @param reference which machine
   * @param tags all its tags from now on
   */
  record Tagged(long sequence, Instant at, String reference, Map<String, String> tags)
      implements Transition {
    public Tagged {
      tags = Map.copyOf(tags);
    }
  }

  /** A snapshot was taken. */
  record SnapshotTaken(long sequence, Instant at, SimulatedSnapshot snapshot)
      implements Transition {}

  /**
   * A snapshot was deleted.
   *
   * @param reference which
   */
  record SnapshotDropped(long sequence, Instant at, String reference) implements Transition {}

  /** Something beside a machine was made or changed. */
  record ResourcePut(long sequence, Instant at, CloudResource resource) implements Transition {}

  /**
   * Something beside a machine was deleted.
   *
   * @param reference which
   */
  record ResourceDropped(long sequence, Instant at, String reference) implements Transition {}

  /**
   * The disks of a machine were put back to a snapshot.
   *
   * @param reference which machine
   * @param snapshot reference of the snapshot
   * @param operation operation that asked for it
   */
  record Restored(long sequence, Instant at, String reference, String snapshot, String operation)
      implements Transition {}

  /**
   * A machine got another type. A running one is resizing from then on; a stopped one stays so.
   *
   * @param reference which machine
   * @param type the type that it has from now on
   * @param vcpus what it takes of the quota from now on
   * @param operation operation that asked for it
   * @param attempt attempt of that operation
   * @param settleMillis how long a running machine is resizing
   * @param place its host from now on, at a cloud whose hosts are ours
   */
  record Resized(
      long sequence,
      Instant at,
      String reference,
      String type,
      int vcpus,
      String operation,
      int attempt,
      long settleMillis,
      @Nullable HostPlace place)
      implements Transition {}
}
