package io.novacron.api.machine;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a machine's disks. One that is deleted, or whose creation failed without a trace at
 * the cloud, is no longer there.
 *
 * @param id opaque id; later snapshots have greater ids
 * @param name 1 to 63 lower-case letters, digits and hyphens; unique among the machine's snapshots
 * @param state its state
 * @param providerReference the cloud's id of it; absent until the cloud has told it
 * @param createdAt when it was asked for
 * @param observedAt when the cloud last told of it; absent before
 * @param operation id of the latest operation on it
 */
public record Snapshot(
    String id,
    String name,
    State state,
    @Nullable String providerReference,
    Instant createdAt,
    @Nullable Instant observedAt,
    String operation) {
  public Snapshot {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(operation, "operation");
  }

  /** The states of a snapshot. */
  public enum State {
    CREATING,
    /** The machine can be restored from it. */
    AVAILABLE,
    /** The machine is being restored from it. */
    RESTORING,
    DELETING,
    /** The cloud has it and says that it is good for nothing; it can only be deleted. */
    FAILED
  }

  /** The same, worked on by an operation. */
  public Snapshot with(State newState, String newOperation) {
    return new Snapshot(id, name, newState, providerReference, createdAt, observedAt, newOperation);
  }

  /** The same as the cloud has told it. */
  public Snapshot seen(State newState, @Nullable String reference, @Nullable Instant at) {
    return new Snapshot(
        id,
        name,
        newState,
        reference == null ? providerReference : reference,
        createdAt,
        at == null ? observedAt : at,
        operation);
  }
}
