package io.novacron.core.internal.inventory;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine at a cloud that is not that of a record.
 *
 * @param owner its owner tag, which is ours; absent for one that carries none
 * @param firstSeenAt when it was first seen, since this node lists its region
 */
record Unclaimed(
    String account,
    String region,
    String reference,
    @Nullable String zone,
    String instanceType,
    MachineState state,
    @Nullable OwnerTag owner,
    Instant firstSeenAt,
    Instant seenAt) {
  static Unclaimed of(
      String account,
      Instance instance,
      @Nullable OwnerTag owner,
      Instant firstSeenAt,
      Instant seenAt) {
    return new Unclaimed(
        account,
        instance.region(),
        instance.reference(),
        instance.zone(),
        instance.instanceType(),
        instance.state(),
        owner,
        firstSeenAt,
        seenAt);
  }
}
