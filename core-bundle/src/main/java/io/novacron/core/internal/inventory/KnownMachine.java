package io.novacron.core.internal.inventory;

import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a machine, as far as it is held against what is seen.
 *
 * @param snapshots the cloud's ids of the snapshots that its record lists
 */
record KnownMachine(
    String tenant,
    String id,
    String name,
    String account,
    String region,
    String reference,
    MachineState state,
    DesiredState desired,
    @Nullable String instanceType,
    @Nullable String zone,
    List<String> addresses,
    @Nullable Map<String, String> cloudLabels,
    Set<String> snapshots,
    String operation,
    long generation,
    long revision,
    @Nullable Instant observedAt) {

  /** What is recorded of a machine; null for one that is at no cloud, or not any more. */
  static @Nullable KnownMachine of(Machine machine, long revision) {
    MachineStatus status = machine.status();
    String account = status.account();
    String region = status.region();
    String reference = status.providerReference();
    if (status.state() == MachineState.DELETED
        || account == null
        || region == null
        || reference == null) {
      return null;
    }
    return new KnownMachine(
        machine.tenant(),
        machine.id(),
        machine.name(),
        account,
        region,
        reference,
        status.state(),
        machine.desiredState(),
        status.instanceType(),
        status.zone(),
        status.addresses(),
        machine.cloudLabels(),
        machine.snapshots().stream()
            .map(Snapshot::providerReference)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()),
        machine.operation(),
        machine.generation(),
        revision,
        status.observedAt());
  }

  MachineId key() {
    return new MachineId(tenant, id);
  }
}
