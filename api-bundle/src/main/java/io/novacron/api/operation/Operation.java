package io.novacron.api.operation;

import io.novacron.api.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One piece of long-running work, recorded before the first call and kept after the last.
 *
 * @param id opaque id; later operations have greater ids
 * @param tenant tenant that it belongs to
 * @param kind what it does
 * @param target id of the machine
 * @param state how far it is
 * @param progress 0 to 1
 * @param steps what was done, in order
 * @param result id of the machine when it succeeded
 * @param error why it failed, or what its latest attempt met with
 * @param waitingFor what it waits for, while it waits
 * @param owner node that works on it
 * @param idempotencyKey key that the caller gave
 * @param actor principal who asked for it
 * @param revision rises with each change of the record
 * @param createdAt when it was asked for
 * @param endedAt when it was done
 */
public record Operation(
    String id,
    String tenant,
    OperationKind kind,
    String target,
    OperationState state,
    double progress,
    List<Step> steps,
    @Nullable String result,
    @Nullable Problem error,
    @Nullable WaitingFor waitingFor,
    @Nullable String owner,
    @Nullable String idempotencyKey,
    String actor,
    long revision,
    Instant createdAt,
    @Nullable Instant endedAt) {
  public Operation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(state, "state");
    steps = List.copyOf(steps);
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(createdAt, "createdAt");
  }

  /** Whether nothing will change any more. */
  public boolean done() {
    return state.done();
  }
}
