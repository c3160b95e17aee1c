package io.novacron.api.machine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param snapshots its snapshots, oldest first; at most {@link SnapshotService#MOST}
 * @param cloudLabels the labels that its cloud is known to have been given, against which the tags
 *     seen there are compared; absent where that is not known
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
    String operation,
    List<Snapshot> snapshots,
    @Nullable Map<String, String> cloudLabels) {
  public Machine {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(desiredState, "desiredState");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(operation, "operation");
    snapshots = List.copyOf(snapshots);
    cloudLabels = cloudLabels == null ? null : Map.copyOf(cloudLabels);
  }

  /** A machine without snapshots. */
  public Machine(
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
    this(
        id,
        tenant,
        spec,
        desiredState,
        generation,
        revision,
        createdAt,
        status,
        decision,
        operation,
        List.of(),
        null);
  }

  /** The name asked for. */
  public String name() {
    return spec.name();
  }

  /** Starts a copy, to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects the parts of a machine; not thread-safe. */
  public static final class Builder {
    private String id;
    private String tenant;
    private MachineSpec spec;
    private DesiredState desiredState;
    private long generation;
    private long revision;
    private Instant createdAt;
    private MachineStatus status;
    private @Nullable String decision;
    private String operation;
    private List<Snapshot> snapshots;
    private @Nullable Map<String, String> cloudLabels;

    private Builder(Machine former) {
      id = former.id;
      tenant = former.tenant;
      spec = former.spec;
      desiredState = former.desiredState;
      generation = former.generation;
      revision = former.revision;
      createdAt = former.createdAt;
      status = former.status;
      decision = former.decision;
      operation = former.operation;
      snapshots = former.snapshots;
      cloudLabels = former.cloudLabels;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    public Builder spec(MachineSpec value) {
      spec = value;
      return this;
    }

    public Builder desiredState(DesiredState value) {
      desiredState = value;
      return this;
    }

    public Builder generation(long value) {
      generation = value;
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

    public Builder status(MachineStatus value) {
      status = value;
      return this;
    }

    public Builder decision(@Nullable String value) {
      decision = value;
      return this;
    }

    public Builder operation(String value) {
      operation = value;
      return this;
    }

    public Builder snapshots(List<Snapshot> value) {
      snapshots = value;
      return this;
    }

    public Builder cloudLabels(@Nullable Map<String, String> value) {
      cloudLabels = value;
      return this;
    }

    public Machine build() {
      return new Machine(
          id,
          tenant,
          spec,
          desiredState,
          generation,
          revision,
          createdAt,
          status,
          decision,
          operation,
          snapshots,
          cloudLabels);
    }
  }
}
