package io.novacron.core.internal.inventory;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;
import io.novacron.core.internal.machine.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine at a cloud that is not that of a record.
 *
 * @param id the same for one machine as long as it is there, and legal in keys and addresses
 * @param owner its owner tag, which is ours; absent for one that carries none
 * @param firstSeenAt when it was first seen, since this node lists its region
 */
record Unclaimed(
    String id,
    String account,
    String region,
    String reference,
    @Nullable String zone,
    String instanceType,
    MachineState state,
    @Nullable OwnerTag owner,
    Instant firstSeenAt,
    Instant seenAt) {
  private static final int ID_DIGITS = 32;

  static Unclaimed of(
      String account,
      Instance instance,
      @Nullable OwnerTag owner,
      Instant firstSeenAt,
      Instant seenAt) {
    return new Unclaimed(
        "orphan-"
            + Digest.of(account, instance.region(), instance.reference()).substring(0, ID_DIGITS),
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
