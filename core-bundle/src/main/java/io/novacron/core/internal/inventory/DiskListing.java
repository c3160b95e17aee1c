package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.ResourceType;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.VolumePage;
import io.novacron.api.provider.VolumeState;
import io.novacron.core.internal.machine.ControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one list of the volumes or snapshots of a region has found that carries our owner tag and
 * may be nobody's. Filled by one page at a time, so that it needs no lock.
 */
final class DiskListing {
  private final String account;
  private final ControlPlane controlPlane;
  private final KnownMachines machines;
  private final Map<String, Unclaimed> before;
  private final Map<String, Unclaimed> unclaimed = new HashMap<>();
  private @Nullable String problem;

  /**
   * Makes one that has found nothing yet.
   *
   * @param before what the former list has found, by the cloud's id
   */
  DiskListing(
      String account,
      ControlPlane controlPlane,
      KnownMachines machines,
      Map<String, Unclaimed> before) {
    this.account = account;
    this.controlPlane = controlPlane;
    this.machines = machines;
    this.before = before;
  }

  /** The pages of a list of volumes. */
  PageWalk.Source<VolumePage> volumes(String region) {
    return new PageWalk.Source<>() {
      @Override
      public CloudCalls.Calling<VolumePage> call(@Nullable String token) {
        return (provider, context) ->
            provider
                .volumes()
                .map(facet -> facet.list(context, region, token))
                .orElseGet(() -> OrphanCalls.lacking(ResourceType.VOLUME));
      }

      @Override
      public CompletionStage<PageWalk.Turn> take(VolumePage page, Instant sentAt) {
        page.volumes().forEach(volume -> DiskListing.this.take(volume, sentAt));
        return CompletableFuture.completedFuture(
            new PageWalk.Turn(page.nextPageToken(), page.completeness()));
      }
    };
  }

  /** The pages of a list of snapshots. */
  PageWalk.Source<SnapshotPage> snapshots(String region) {
    return new PageWalk.Source<>() {
      @Override
      public CloudCalls.Calling<SnapshotPage> call(@Nullable String token) {
        return (provider, context) ->
            provider
                .snapshots()
                .map(facet -> facet.listRegion(context, region, token))
                .orElseGet(() -> OrphanCalls.lacking(ResourceType.SNAPSHOT));
      }

      @Override
      public CompletionStage<PageWalk.Turn> take(SnapshotPage page, Instant sentAt) {
        page.snapshots().forEach(snapshot -> DiskListing.this.take(snapshot, sentAt));
        return CompletableFuture.completedFuture(
            new PageWalk.Turn(page.nextPageToken(), page.completeness()));
      }
    };
  }

  /** What it found, when its walk has ended. */
  Result result(Instant begunAt, PageWalk.End end) {
    String why = end.problem() == null ? problem : end.problem();
    if (why != null) {
      // What a list did not come to is still there as far as is known.
      before.forEach(unclaimed::putIfAbsent);
    }
    return new Result(begunAt, why, end.retryAfter(), Map.copyOf(unclaimed));
  }

  /** A volume of a machine, or of one that is recorded, is none; that one is looked after. */
  private void take(CloudVolume volume, Instant sentAt) {
    OwnerTag owner = ours(volume.tags());
    if (owner == null
        || volume.inUse()
        || volume.state() == VolumeState.DELETING
        || volume.state() == VolumeState.DELETED
        || known(owner).isPresent()) {
      return;
    }
    keep(Unclaimed.of(account, volume, owner, firstSeen(volume.reference(), sentAt), sentAt));
  }

  private void take(CloudSnapshot snapshot, Instant sentAt) {
    OwnerTag owner = ours(snapshot.tags());
    if (owner == null
        || snapshot.state() == SnapshotState.DELETING
        || snapshot.state() == SnapshotState.DELETED
        || known(owner)
            .filter(machine -> machine.snapshots().contains(snapshot.reference()))
            .isPresent()) {
      return;
    }
    keep(Unclaimed.of(account, snapshot, owner, firstSeen(snapshot.reference(), sentAt), sentAt));
  }

  /** Its owner tag, if that is of this installation and names what can be looked up. */
  private @Nullable OwnerTag ours(Map<String, String> tags) {
    return OwnerTag.fromTags(tags)
        .filter(owner -> owner.controlPlane().equals(controlPlane.id()))
        .filter(OrphanCheck::legal)
        .orElse(null);
  }

  private Optional<KnownMachine> known(OwnerTag owner) {
    return machines.find(new MachineId(owner.tenant(), owner.machine()));
  }

  private Instant firstSeen(String reference, Instant sentAt) {
    Unclaimed former = before.get(reference);
    return former == null ? sentAt : former.firstSeenAt();
  }

  private void keep(Unclaimed found) {
    if (unclaimed.containsKey(found.reference()) || unclaimed.size() < Listing.MOST_UNCLAIMED) {
      // Only snapshots are told in parts; a volume that a shifting page repeats is the same.
      if (found.resource() == ResourceType.SNAPSHOT) {
        unclaimed.merge(found.reference(), found, Unclaimed::and);
      } else {
        unclaimed.put(found.reference(), found);
      }
    } else {
      problem =
          "more than "
              + Listing.MOST_UNCLAIMED
              + " "
              + found.resource().plural()
              + " may be nobody's";
    }
  }

  /**
   * What came of a list.
   *
   * @param begunAt when it was begun
   * @param problem why it is not complete; absent for one that is
   * @param retryAfter how long the cloud asked to wait
   * @param unclaimed what may be nobody's, by the cloud's id
   */
  record Result(
      Instant begunAt,
      @Nullable String problem,
      @Nullable Duration retryAfter,
      Map<String, Unclaimed> unclaimed) {
    boolean complete() {
      return problem == null;
    }
  }
}
