package io.novacron.api.inventory;

import io.novacron.api.catalog.Price;
import io.novacron.api.machine.MachineState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine at a cloud that belongs to no record.
 *
 * @param id opaque id; the same as long as it is there
 * @param tenant tenant of the account
 * @param account account that it is in
 * @param cloud cloud that it is at
 * @param region region
 * @param zone zone, when known
 * @param reference the cloud's id of it
 * @param kind whether it is ours
 * @param reason why it counts as that, as a sentence
 * @param state its state
 * @param instanceType the cloud's own type
 * @param machine id of the machine that its owner tag names; absent without one
 * @param operation id of the operation that its owner tag names; absent without one
 * @param since when the operation began that made it, where its tag tells; else when it was first
 *     seen by this node
 * @param madeThen whether {@code since} is when it was made
 * @param observedAt when it was last seen
 * @param pricePerHour on-demand price of its type in the catalog; absent where it has none
 * @param quarantine its quarantine; absent when it is in none
 */
public record Orphan(
    String id,
    String tenant,
    String account,
    String cloud,
    String region,
    @Nullable String zone,
    String reference,
    OrphanKind kind,
    String reason,
    MachineState state,
    String instanceType,
    @Nullable String machine,
    @Nullable String operation,
    Instant since,
    boolean madeThen,
    Instant observedAt,
    @Nullable Price pricePerHour,
    @Nullable Quarantine quarantine) {
  public Orphan {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(instanceType, "instanceType");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(observedAt, "observedAt");
  }

  /** Whether it costs its price now: the clouds take nothing for the type of a stopped machine. */
  public boolean costs() {
    return switch (state) {
      case STOPPED, DELETING, DELETED, FAILED -> false;
      case CREATING,
          PROVISIONING,
          RUNNING,
          PAUSING,
          PAUSED,
          RESUMING,
          STOPPING,
          STARTING,
          RESTARTING,
          RESIZING,
          UNKNOWN ->
          true;
    };
  }
}
