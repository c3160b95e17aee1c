package io.novacron.api.machine;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine: what was asked for, what is wanted, and what is seen.
 *
 * @param id opaque id; later machines have greater ids
 * @param tenant tenant that it belongs to
 * @param spec what was asked for
 * @param desiredState what it should be in the end
 * @param generation rises with each change of spec or desired state, from 1
 * @param revision rises with each change of the record, from 1; its entity tag
 * @param createdAt when it was asked for
 * @param status what is seen
 * @param decision id of the placement decision
 * @param operation id of the latest operation
 */
public record Machine(
    String id,
    String tenant,
    MachineSpec spec,
    DesiredState desiredState,
    long generation,
    long revision,
    Instant createdAt,
    MachineStatus status,
    @Nullable String decision,
    String operation) {
  public Machine {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(desiredState, "desiredState");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(operation, "operation");
  }

  /** The name asked for. */
  public String name() {
    return spec.name();
  }
}
