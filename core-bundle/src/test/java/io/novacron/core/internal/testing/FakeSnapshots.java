package io.novacron.core.internal.testing;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The snapshots of the fake cloud. */
public final class FakeSnapshots implements Snapshots {
  private static final int SIZE = 20;

  private final FakeCloud cloud;
  private final Map<String, Kept> all = new LinkedHashMap<>();
  private final List<String> restores = new ArrayList<>();
  private int pageSize = 1000;
  private int parts = 1;
  private int number;

  FakeSnapshots(FakeCloud cloud) {
    this.cloud = cloud;
  }

  /** References of the snapshots that exist. */
  public List<String> existing() {
    return List.copyOf(all.keySet());
  }

  /** Puts a snapshot there that nobody has asked for; returns its reference. */
  public String plant(OwnerTag owner) {
    String reference = "snap-" + ++number;
    all.put(
        reference,
        new Kept(
            reference,
            "planted-" + reference,
            new SnapshotRequest(FakeCloud.REGION, "i-gone", "planted", owner),
            cloud.now(),
            false));
    return reference;
  }

  /** Lists of a region tell of each snapshot in this many parts. */
  public void parts(int number) {
    parts = number;
  }

  /** Lists of a region have pages of this many snapshots. */
  public void pages(int size) {
    pageSize = size;
  }

  /** Machine and snapshot of each restore that took effect. */
  public List<String> restores() {
    return restores;
  }

  /** Lets a snapshot turn out to be broken. */
  public void broken(String reference) {
    all.computeIfPresent(reference, (name, kept) -> kept.breaks());
  }

  @Override
  public CompletionStage<Outcome<CloudSnapshot>> create(
      CallContext context, SnapshotRequest request) {
    return cloud.act(
        "createSnapshot",
        () -> {
          Kept known =
              cloud.idempotency() == Idempotency.NONE
                  ? null
                  : all.values().stream()
                      .filter(kept -> kept.token.equals(context.idempotencyToken()))
                      .findFirst()
                      .orElse(null);
          if (known == null) {
            known =
                new Kept(
                    "snap-" + ++number, context.idempotencyToken(), request, cloud.now(), false);
            all.put(known.reference, known);
          }
          return new Outcome.Done<>(shown(known));
        });
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudSnapshot>>> describe(
      CallContext context, String region, String reference) {
    return cloud.act(
        "describeSnapshot",
        () ->
            new Outcome.Done<>(
                visible().stream()
                    .filter(snapshot -> snapshot.reference().equals(reference))
                    .findFirst()));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByToken(
      CallContext context, String region, String token) {
    // As some do, it ignores the filter.
    return cloud.act("findSnapshotByToken", () -> new Outcome.Done<>(visible()));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return cloud.act("findSnapshotByOwner", () -> new Outcome.Done<>(visible()));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> list(
      CallContext context, String region, String machine) {
    return cloud.act("listSnapshots", () -> new Outcome.Done<>(visible()));
  }

  @Override
  public CompletionStage<Outcome<SnapshotPage>> listRegion(
      CallContext context, String region, @Nullable String pageToken) {
    return cloud.act(
        "listRegionSnapshots",
        () -> {
          List<CloudSnapshot> there =
              visible().stream()
                  .filter(each -> each.region().equals(region))
                  .flatMap(each -> Collections.nCopies(parts, each).stream())
                  .toList();
          int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
          int to = Math.min(there.size(), from + pageSize);
          return new Outcome.Done<>(
              new SnapshotPage(
                  there.subList(Math.min(from, to), to),
                  to == there.size() ? null : Integer.toString(to),
                  new Completeness.Full()));
        });
  }

  @Override
  public CompletionStage<Outcome<Instance>> restore(
      CallContext context, String region, String machine, String reference) {
    return cloud.act(
        "restoreSnapshot",
        () -> {
          Optional<Instance> target = cloud.instance(machine);
          if (target.isEmpty() || !all.containsKey(reference)) {
            return refused(Category.NOT_FOUND);
          }
          if (target.get().state() != MachineState.STOPPED) {
            return refused(Category.CONFLICT);
          }
          restores.add(machine + " " + reference);
          return new Outcome.Done<>(target.get());
        });
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    return cloud.act(
        "deleteSnapshot",
        () -> {
          all.remove(reference);
          return new Outcome.Done<>(null);
        });
  }

  private static <T> Outcome<T> refused(Category category) {
    return new Outcome.Failed<>(ProviderError.of(category, "the cloud said " + category));
  }

  private List<CloudSnapshot> visible() {
    return all.values().stream()
        .filter(kept -> !cloud.now().isBefore(kept.createdAt.plus(cloud.visibilityDelay())))
        .map(this::shown)
        .toList();
  }

  private CloudSnapshot shown(Kept kept) {
    boolean made = !cloud.now().isBefore(kept.createdAt.plus(cloud.provisioning()));
    SnapshotState state =
        kept.broken ? SnapshotState.FAILED : made ? SnapshotState.AVAILABLE : SnapshotState.PENDING;
    return new CloudSnapshot(
        kept.reference,
        kept.request.region(),
        kept.request.machine(),
        kept.request.name(),
        state,
        "raw-" + state,
        SIZE,
        cloud.idempotency() == Idempotency.NONE ? null : kept.token,
        kept.request.owner().toTags(),
        kept.createdAt,
        cloud.now());
  }

  private record Kept(
      String reference, String token, SnapshotRequest request, Instant createdAt, boolean broken) {
    Kept breaks() {
      return new Kept(reference, token, request, createdAt, true);
    }
  }
}
