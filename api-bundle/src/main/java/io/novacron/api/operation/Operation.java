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
 * @param target id of the machine; of a batch, its own id
 * @param state how far it is
 * @param progress 0 to 1
 * @param steps what was done, in order
 * @param result id of the machine when it succeeded
 * @param error why it failed, or what its latest attempt met with
 * @param parent id of the operation that it is a part of; absent for one that stands alone
 * @param children how far its parts are; absent where it has none
 * @param items how far each item of a batch is, in the order of the request; only in the answer for
 *     one operation, absent in lists and for other kinds
 * @param waitingFor what it waits for, while it waits
 * @param cancelRequested whether somebody asked to cancel it
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
    @Nullable String parent,
    @Nullable Children children,
    @Nullable List<ItemResult> items,
    @Nullable WaitingFor waitingFor,
    boolean cancelRequested,
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
    items = items == null ? null : List.copyOf(items);
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(createdAt, "createdAt");
  }

  /** A new operation that is recorded and has not begun. */
  public static Operation queued(
      String id,
      String tenant,
      OperationKind kind,
      String target,
      String actor,
      Instant createdAt) {
    return new Operation(
        id,
        tenant,
        kind,
        target,
        OperationState.QUEUED,
        0,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        actor,
        0,
        createdAt,
        null);
  }

  /** Whether nothing will change any more. */
  public boolean done() {
    return state.done();
  }

  /** Starts a copy, to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects the parts of an operation; not thread-safe. */
  public static final class Builder {
    private String id;
    private String tenant;
    private OperationKind kind;
    private String target;
    private OperationState state;
    private double progress;
    private List<Step> steps;
    private @Nullable String result;
    private @Nullable Problem error;
    private @Nullable String parent;
    private @Nullable Children children;
    private @Nullable List<ItemResult> items;
    private @Nullable WaitingFor waitingFor;
    private boolean cancelRequested;
    private @Nullable String owner;
    private @Nullable String idempotencyKey;
    private String actor;
    private long revision;
    private Instant createdAt;
    private @Nullable Instant endedAt;

    private Builder(Operation former) {
      id = former.id;
      tenant = former.tenant;
      kind = former.kind;
      target = former.target;
      state = former.state;
      progress = former.progress;
      steps = former.steps;
      result = former.result;
      error = former.error;
      parent = former.parent;
      children = former.children;
      items = former.items;
      waitingFor = former.waitingFor;
      cancelRequested = former.cancelRequested;
      owner = former.owner;
      idempotencyKey = former.idempotencyKey;
      actor = former.actor;
      revision = former.revision;
      createdAt = former.createdAt;
      endedAt = former.endedAt;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    public Builder kind(OperationKind value) {
      kind = value;
      return this;
    }

    public Builder target(String value) {
      target = value;
      return this;
    }

    public Builder state(OperationState value) {
      state = value;
      return this;
    }

    public Builder progress(double value) {
      progress = value;
      return this;
    }

    public Builder steps(List<Step> value) {
      steps = value;
      return this;
    }

    public Builder result(@Nullable String value) {
      result = value;
      return this;
    }

    public Builder error(@Nullable Problem value) {
      error = value;
      return this;
    }

    public Builder parent(@Nullable String value) {
      parent = value;
      return this;
    }

    public Builder children(@Nullable Children value) {
      children = value;
      return this;
    }

    public Builder items(@Nullable List<ItemResult> value) {
      items = value;
      return this;
    }

    public Builder waitingFor(@Nullable WaitingFor value) {
      waitingFor = value;
      return this;
    }

    public Builder cancelRequested(boolean value) {
      cancelRequested = value;
      return this;
    }

    public Builder owner(@Nullable String value) {
      owner = value;
      return this;
    }

    public Builder idempotencyKey(@Nullable String value) {
      idempotencyKey = value;
      return this;
    }

    public Builder actor(String value) {
      actor = value;
      return this;
    }

    public Builder revision(long value) {
      revision = value;
      return this;
    }

    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    public Builder endedAt(@Nullable Instant value) {
      endedAt = value;
      return this;
    }

    public Operation build() {
      return new Operation(
          id,
          tenant,
          kind,
          target,
          state,
          progress,
          steps,
          result,
          error,
          parent,
          children,
          items,
          waitingFor,
          cancelRequested,
          owner,
          idempotencyKey,
          actor,
          revision,
          createdAt,
          endedAt);
    }
  }
}
