package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The facets of one machine, {@code vm-1}. */
final class FakeFacets implements SnapshotService, AdoptionService, MachineMetricsService {
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private final List<AdoptionRequest> adopted = new ArrayList<>();
  private final List<@Nullable String> keys = new ArrayList<>();
  private @Nullable MachineMetrics lastMetrics;
  private int number;

  @Override
  public synchronized CompletionStage<Accepted> create(
      Caller caller, String machine, String name, @Nullable String idempotencyKey) {
    keys.add(idempotencyKey);
    String id = "snap-" + ++number;
    snapshots.put(
        id,
        new Snapshot(id, name, Snapshot.State.CREATING, null, Samples.NOON, null, "op-" + number));
    return accepted(OperationKind.SNAPSHOT, machine, false);
  }

  @Override
  public synchronized CompletionStage<List<Snapshot>> list(Caller caller, String machine) {
    return CompletableFuture.completedFuture(List.copyOf(snapshots.values()));
  }

  @Override
  public synchronized CompletionStage<Snapshot> get(Caller caller, String machine, String id) {
    Snapshot snapshot = snapshots.get(id);
    return snapshot == null
        ? CompletableFuture.failedFuture(
            Problem.builder("snapshot-not-found", Category.NOT_FOUND, "There is none.")
                .toException())
        : CompletableFuture.completedFuture(snapshot);
  }

  @Override
  public synchronized CompletionStage<Accepted> restore(
      Caller caller, String machine, String id, @Nullable String idempotencyKey) {
    keys.add(idempotencyKey);
    snapshots.computeIfPresent(
        id, (key, snapshot) -> snapshot.with(Snapshot.State.RESTORING, "op-9"));
    return accepted(OperationKind.RESTORE_SNAPSHOT, machine, false);
  }

  @Override
  public synchronized CompletionStage<Accepted> delete(
      Caller caller, String machine, String id, @Nullable String idempotencyKey) {
    keys.add(idempotencyKey);
    snapshots.remove(id);
    return accepted(OperationKind.DELETE_SNAPSHOT, machine, false);
  }

  @Override
  public synchronized CompletionStage<Accepted> adopt(
      Caller caller, AdoptionRequest request, @Nullable String idempotencyKey) {
    keys.add(idempotencyKey);
    boolean again = adopted.contains(request);
    adopted.add(request);
    return accepted(OperationKind.ADOPT, "vm-1", again);
  }

  @Override
  public synchronized CompletionStage<MachineMetrics> read(
      Caller caller, String machine, Set<MetricName> names, Duration window, Duration resolution) {
    if (machine.equals("throttled")) {
      return CompletableFuture.failedFuture(
          Problem.builder("cloud-question-failed", Category.THROTTLED, "Too many calls.")
              .toException());
    }
    MachineMetrics metrics =
        new MachineMetrics(
            machine,
            "test, account a",
            Samples.NOON.minus(window),
            Samples.NOON,
            resolution,
            Samples.NOON,
            names.stream()
                .map(name -> new MetricSeries(name, List.of(new MetricPoint(Samples.NOON, 12.5))))
                .toList());
    lastMetrics = metrics;
    return CompletableFuture.completedFuture(metrics);
  }

  synchronized List<AdoptionRequest> adopted() {
    return List.copyOf(adopted);
  }

  synchronized List<@Nullable String> keys() {
    return new ArrayList<>(keys);
  }

  synchronized @Nullable MachineMetrics lastMetrics() {
    return lastMetrics;
  }

  private CompletionStage<Accepted> accepted(OperationKind kind, String machine, boolean again) {
    Machine sample =
        Samples.machine(
                machine,
                new MachineSpec(
                    "web",
                    Map.of(),
                    null,
                    "m1",
                    "unknown",
                    List.of(),
                    null,
                    List.of(),
                    Market.ON_DEMAND,
                    PlacementConstraints.NONE),
                "op-1")
            .toBuilder()
            .snapshots(List.copyOf(snapshots.values()))
            .build();
    return CompletableFuture.completedFuture(
        new Accepted(sample, Samples.operation("op-1", kind, machine, null), again));
  }
}
