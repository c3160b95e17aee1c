package io.novacron.core.internal.simulation;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import java.time.Instant;
import java.util.List;

/** A machine as a cloud knows it. */
final class CloudMachine {
  final String reference;
  final String token;
  final InstanceRequest request;
  final Instant visibleFrom;
  private MachineState through = MachineState.CREATING;
  private MachineState target;
  private OwnerTag owner;
  private String instanceType;
  private Instant settledAt;
  private Instant latestSent = Instant.MIN;

  CloudMachine(
      String reference,
      String token,
      InstanceRequest request,
      Instant visibleFrom,
      Instant settledAt,
      boolean broken) {
    this.reference = reference;
    this.token = token;
    this.request = request;
    owner = request.owner();
    instanceType = request.instanceType();
    this.visibleFrom = visibleFrom;
    this.settledAt = settledAt;
    target = broken ? MachineState.FAILED : MachineState.RUNNING;
  }

  void resize(String newType, Instant at) {
    if (!newType.equals(instanceType)) {
      instanceType = newType;
      move(MachineState.RESIZING, target, at);
    }
  }

  String instanceType() {
    return instanceType;
  }

  void move(MachineState newThrough, MachineState newTarget, Instant at) {
    through = newThrough;
    target = newTarget;
    settledAt = at;
  }

  /** Whether a request is newer than all that were executed; remembers it as executed if so. */
  boolean newer(Instant sentAt) {
    if (sentAt.isBefore(latestSent)) {
      return false;
    }
    latestSent = sentAt;
    return true;
  }

  MachineState state(Instant now) {
    return now.isBefore(settledAt) ? through : target;
  }

  MachineState target() {
    return target;
  }

  Instant settledAt() {
    return settledAt;
  }

  boolean settled(Instant now) {
    return !now.isBefore(settledAt);
  }

  OwnerTag tags() {
    return owner;
  }

  void tag(OwnerTag newOwner) {
    owner = newOwner;
  }

  String owner() {
    return owner.machine();
  }

  Instance describe(Instant now, boolean withToken) {
    return new Instance(
        reference,
        request.region(),
        request.zone(),
        instanceType,
        state(now),
        "word-" + state(now),
        List.of("10.0.0.1"),
        withToken ? token : null,
        owner.toTags(),
        now);
  }

  @Override
  public String toString() {
    return reference + " of " + owner();
  }
}
