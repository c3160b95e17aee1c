package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.VolumeState;
import io.novacron.core.internal.machine.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine at a cloud that is not that of a record, or a volume or snapshot that may be nobody's.
 *
 * @param id the same for one thing as long as it is there, and legal in keys and addresses
 * @param type the cloud's own type; absent for a snapshot
 * @param sizeGib size of a volume or snapshot, where the cloud tells
 * @param state its state, in the words of its resource
 * @param costs whether the clouds take something for one in this state
 * @param owner its owner tag, which is ours; absent for one that carries none
 * @param madeAt when it was made, where the cloud tells
 * @param firstSeenAt when it was first seen, since this node lists its region
 */
record Unclaimed(
    String id,
    ResourceType resource,
    String account,
    String region,
    String reference,
    @Nullable String zone,
    @Nullable String type,
    @Nullable Integer sizeGib,
    String state,
    boolean costs,
    @Nullable OwnerTag owner,
    @Nullable Instant madeAt,
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
        id(Digest.of(account, instance.region(), instance.reference())),
        ResourceType.MACHINE,
        account,
        instance.region(),
        instance.reference(),
        instance.zone(),
        instance.instanceType(),
        null,
        instance.state().name(),
        costs(instance.state()),
        owner,
        null,
        firstSeenAt,
        seenAt);
  }

  static Unclaimed of(
      String account,
      CloudVolume volume,
      @Nullable OwnerTag owner,
      Instant firstSeenAt,
      Instant seenAt) {
    return new Unclaimed(
        id(Digest.of(account, volume.region(), volume.reference(), ResourceType.VOLUME.wireName())),
        ResourceType.VOLUME,
        account,
        volume.region(),
        volume.reference(),
        volume.zone(),
        volume.type(),
        volume.sizeGib(),
        volume.state().name(),
        volume.state() != VolumeState.DELETING && volume.state() != VolumeState.DELETED,
        owner,
        volume.createdAt(),
        firstSeenAt,
        seenAt);
  }

  static Unclaimed of(
      String account,
      CloudSnapshot snapshot,
      @Nullable OwnerTag owner,
      Instant firstSeenAt,
      Instant seenAt) {
    return new Unclaimed(
        id(
            Digest.of(
                account,
                snapshot.region(),
                snapshot.reference(),
                ResourceType.SNAPSHOT.wireName())),
        ResourceType.SNAPSHOT,
        account,
        snapshot.region(),
        snapshot.reference(),
        null,
        null,
        snapshot.sizeGib(),
        snapshot.state().name(),
        snapshot.state() != SnapshotState.DELETING && snapshot.state() != SnapshotState.DELETED,
        owner,
        snapshot.createdAt(),
        firstSeenAt,
        seenAt);
  }

  private static String id(String digest) {
    return "orphan-" + digest.substring(0, ID_DIGITS);
  }

  /** With another part of it, as a further page has told of it. */
  Unclaimed and(Unclaimed part) {
    Integer other = part.sizeGib;
    return new Unclaimed(
        id,
        resource,
        account,
        region,
        reference,
        zone,
        type,
        sizeGib == null || other == null ? null : Integer.valueOf(sizeGib + other),
        state,
        costs,
        owner,
        madeAt == null || part.madeAt == null || madeAt.isBefore(part.madeAt)
            ? madeAt
            : part.madeAt,
        firstSeenAt,
        seenAt);
  }

  /** The clouds take nothing for the type of a stopped machine. */
  private static boolean costs(MachineState state) {
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
