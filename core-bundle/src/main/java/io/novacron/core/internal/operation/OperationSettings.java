package io.novacron.core.internal.operation;

import io.novacron.api.operation.OperationKind;
import io.novacron.core.internal.traffic.CallSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * Limits of operations.
 *
 * @param callTimeout how long one call to a cloud may take before its outcome counts as unknown
 * @param calls how many calls are made, and wait
 * @param createDeadline how long after its beginning a create is tried again
 * @param powerDeadline the same for a start, stop, restart, pause, resume or resize
 * @param deleteDeadline the same for a delete
 * @param cleanUpDeadline how long what a cancelled operation has made is tried to be deleted again;
 *     counted from when that begins
 * @param mostPlaces most places at which a create is tried
 * @param refusalsKept how long a place that was refused is kept out of decisions
 * @param liveOperations most operations that are not done; beyond it, new ones but deletes are
 *     refused
 * @param lease how long this node may work on a shard without renewing its claim
 */
public record OperationSettings(
    Duration callTimeout,
    CallSettings calls,
    Duration createDeadline,
    Duration powerDeadline,
    Duration deleteDeadline,
    Duration cleanUpDeadline,
    int mostPlaces,
    Duration refusalsKept,
    int liveOperations,
    Duration lease) {
  /** The settings when none are given. */
  public static final OperationSettings DEFAULT =
      new OperationSettings(
          Duration.ofSeconds(30),
          CallSettings.DEFAULT,
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          5,
          Duration.ofMinutes(10),
          100_000,
          Duration.ofSeconds(60));

  public OperationSettings {
    Objects.requireNonNull(callTimeout, "callTimeout");
    Objects.requireNonNull(calls, "calls");
    Objects.requireNonNull(createDeadline, "createDeadline");
    Objects.requireNonNull(powerDeadline, "powerDeadline");
    Objects.requireNonNull(deleteDeadline, "deleteDeadline");
    Objects.requireNonNull(cleanUpDeadline, "cleanUpDeadline");
    Objects.requireNonNull(refusalsKept, "refusalsKept");
    Objects.requireNonNull(lease, "lease");
  }

  /** The same settings with other limits of calls. */
  public OperationSettings withCalls(CallSettings value) {
    return new OperationSettings(
        callTimeout,
        value,
        createDeadline,
        powerDeadline,
        deleteDeadline,
        cleanUpDeadline,
        mostPlaces,
        refusalsKept,
        liveOperations,
        lease);
  }

  /** How long after its beginning an operation of this kind is tried again. */
  public Duration deadline(OperationKind kind) {
    return switch (kind) {
      case CREATE, SNAPSHOT -> createDeadline;
      case START,
          STOP,
          RESTART,
          PAUSE,
          RESUME,
          RESIZE,
          RESTORE_SNAPSHOT,
          ADOPT,
          QUARANTINE_ORPHAN ->
          powerDeadline;
      case UPDATE -> Duration.ZERO;
      case DELETE, DELETE_SNAPSHOT, DELETE_ORPHAN -> deleteDeadline;
      case BATCH -> throw new IllegalArgumentException("only the parts of a batch have deadlines");
      case COMPACT, SWAP_PROVIDER -> throw new IllegalArgumentException(kind + " has no deadline");
    };
  }
}
