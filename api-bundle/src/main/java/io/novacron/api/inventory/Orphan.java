package io.novacron.api.inventory;

import io.novacron.api.catalog.Price;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine, volume or snapshot at a cloud that belongs to no record.
 *
 * @param id opaque id; the same as long as it is there
 * @param tenant tenant of the account
 * @param account account that it is in
 * @param cloud cloud that it is at
 * @param region region
 * @param zone zone, when known
 * @param reference the cloud's id of it
 * @param resource what it is
 * @param kind whether it is ours; volumes and snapshots that are not are never told of
 * @param reason why it counts as that, as a sentence
 * @param state its state: the name of a {@link io.novacron.api.machine.MachineState}, {@link
 *     io.novacron.api.provider.VolumeState} or {@link io.novacron.api.provider.SnapshotState}
 * @param type the cloud's own type of the instance or volume; absent for a snapshot
 * @param sizeGib size in GiB of a volume or snapshot, where the cloud tells; absent for a machine
 * @param machine id of the machine that its owner tag names; absent without one
 * @param operation id of the operation that its owner tag names; absent without one
 * @param since when it was made: when the operation began that made a machine, where its tag tells,
 *     and what the cloud says of a volume or snapshot; else when it was first seen by this node
 * @param madeThen whether {@code since} is when it was made
 * @param observedAt when it was last seen
 * @param pricePerHour on-demand price of its type in the catalog; absent where it has none, as
 *     volumes and snapshots have
 * @param costs whether it costs its price now, known or not: the clouds take nothing for the type
 *     of a stopped machine
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
    ResourceType resource,
    OrphanKind kind,
    String reason,
    String state,
    @Nullable String type,
    @Nullable Integer sizeGib,
    @Nullable String machine,
    @Nullable String operation,
    Instant since,
    boolean madeThen,
    Instant observedAt,
    @Nullable Price pricePerHour,
    boolean costs,
    @Nullable Quarantine quarantine) {
  public Orphan {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(observedAt, "observedAt");
  }
}
