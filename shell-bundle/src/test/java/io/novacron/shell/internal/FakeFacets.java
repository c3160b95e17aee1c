package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.MetricName;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The snapshots, adoptions and measurements of a control plane. */
final class FakeFacets implements SnapshotService, AdoptionService, MachineMetricsService {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  final List<AdoptionRequest> adopted = new ArrayList<>();
  private final ControlPlane plane;

  FakeFacets(ControlPlane plane) {
    this.plane = plane;
  }

  @Override
  public CompletionStage<Accepted> create(
      Caller caller, String machine, String name, @Nullable String idempotencyKey) {
    Machine before = machine(machine);
    List<Snapshot> all = new ArrayList<>(before.snapshots());
    all.add(new Snapshot("snap-1", name, Snapshot.State.CREATING, "s-1", NOW, null, "op-s"));
    return changed(before, all, OperationKind.SNAPSHOT);
  }

  @Override
  public CompletionStage<List<Snapshot>> list(Caller caller, String machine) {
    return CompletableFuture.completedStage(machine(machine).snapshots());
  }

  @Override
  public CompletionStage<Snapshot> get(Caller caller, String machine, String id) {
    throw new UnsupportedOperationException("no command shows one snapshot");
  }

  @Override
  public CompletionStage<Accepted> restore(
      Caller caller, String machine, String id, @Nullable String idempotencyKey) {
    Machine before = machine(machine);
    if (before.snapshots().stream().noneMatch(snapshot -> snapshot.id().equals(id))) {
      return CompletableFuture.failedStage(
          Problem.builder("snapshot-not-found", Category.NOT_FOUND, "there is no such snapshot")
              .toException());
    }
    return changed(
        before,
        before.snapshots().stream()
            .map(snapshot -> snapshot.with(Snapshot.State.RESTORING, "op-s"))
            .toList(),
        OperationKind.RESTORE_SNAPSHOT);
  }

  @Override
  public CompletionStage<Accepted> delete(
      Caller caller, String machine, String id, @Nullable String idempotencyKey) {
    Machine before = machine(machine);
    return changed(
        before,
        before.snapshots().stream().filter(snapshot -> !snapshot.id().equals(id)).toList(),
        OperationKind.DELETE_SNAPSHOT);
  }

  @Override
  public CompletionStage<Accepted> adopt(
      Caller caller, AdoptionRequest request, @Nullable String idempotencyKey) {
    adopted.add(request);
    return changed(plane.machines.values().iterator().next(), List.of(), OperationKind.ADOPT);
  }

  @Override
  public CompletionStage<MachineMetrics> read(
      Caller caller, String machine, Set<MetricName> names, Duration window, Duration resolution) {
    List<MetricPoint> points = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      points.add(new MetricPoint(NOW.minusSeconds(480 - 60L * i), 10 * i));
    }
    return CompletableFuture.completedStage(
        new MachineMetrics(
            machine,
            "simulator, account a",
            NOW.minus(window),
            NOW,
            resolution,
            NOW,
            List.of(
                new MetricSeries(MetricName.CPU_PERCENT, points),
                new MetricSeries(MetricName.MEMORY_PERCENT, List.of()))));
  }

  private Machine machine(String id) {
    return java.util.Objects.requireNonNull(plane.machines.get(id));
  }

  private CompletionStage<Accepted> changed(
      Machine before, List<Snapshot> snapshots, OperationKind kind) {
    Machine after = before.toBuilder().snapshots(snapshots).build();
    plane.machines.put(after.id(), after);
    return CompletableFuture.completedStage(
        new Accepted(
            after, Operation.queued("op-s", "default", kind, after.id(), "admin", NOW), false));
  }
}
