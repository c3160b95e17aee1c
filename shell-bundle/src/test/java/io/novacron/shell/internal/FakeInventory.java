package io.novacron.shell.internal;

import io.novacron.api.catalog.Price;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.inventory.Coverage;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAction;
import io.novacron.api.inventory.DriftAnswer;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.inventory.InventoryService;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanAction;
import io.novacron.api.inventory.OrphanAnswer;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanReport;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.inventory.RegionView;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One difference and one orphan, which stay as they are. */
final class FakeInventory implements InventoryService {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Drift DRIFT =
      new Drift(
          "default",
          "vm-1",
          "web",
          "sim-aws",
          "us-east-1",
          DriftAspect.STATE,
          "RUNNING",
          "STOPPED",
          NOON,
          null,
          3);
  static final Orphan ORPHAN =
      new Orphan(
          "orphan-1",
          "default",
          "sim-aws",
          "aws",
          "us-east-1",
          null,
          "i-9",
          ResourceType.MACHINE,
          OrphanKind.ORPHAN,
          "There is no record of it.",
          "RUNNING",
          "m5.large",
          null,
          "vm-9",
          "op-9",
          NOON,
          true,
          NOON,
          new Price(new BigDecimal("0.0960"), "USD", LocalDate.of(2026, 9, 1), "list"),
          true,
          null);
  static final Orphan VOLUME =
      new Orphan(
          "orphan-2",
          "default",
          "sim-aws",
          "aws",
          "us-east-1",
          "us-east-1a",
          "vol-9",
          ResourceType.VOLUME,
          OrphanKind.ORPHAN,
          "There is no record of it.",
          "AVAILABLE",
          "gp3",
          80,
          "vm-9",
          "op-9",
          NOON,
          true,
          NOON,
          null,
          true,
          null);

  final List<String> asked = new ArrayList<>();
  @Nullable DriftQuery driftQuery;
  @Nullable OrphanQuery orphanQuery;
  int orphans = 1;
  Orphan orphan = ORPHAN;

  @Override
  public CompletionStage<Machine> get(Caller caller, String id, Duration maxAge) {
    return CompletableFuture.failedFuture(new IllegalStateException("no command asks for it"));
  }

  @Override
  public CompletionStage<Void> refresh(
      Caller caller, @Nullable String account, @Nullable String region, Duration maxAge) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<RegionView>> regions(Caller caller) {
    return CompletableFuture.completedFuture(
        List.of(
            new RegionView("sim-aws", "aws", "us-east-1", NOON, 2, 1, 0, 0, 1, null),
            new RegionView(
                "sim-gcp", "gcp", "us-east1", null, 0, 0, 0, 0, 0, "it was not listed yet")));
  }

  private static Operation operation(OperationKind kind, String target) {
    return Operation.queued("op-1", "default", kind, target, "admin", NOON);
  }

  /** The differences. */
  final class Drifts implements DriftService {
    @Override
    public CompletionStage<Page<Drift>> list(Caller caller, DriftQuery query) {
      driftQuery = query;
      return CompletableFuture.completedFuture(new Page<>(List.of(DRIFT), null));
    }

    @Override
    public CompletionStage<Drift> get(Caller caller, String id) {
      return id.equals(DRIFT.id())
          ? CompletableFuture.completedFuture(DRIFT)
          : CompletableFuture.failedFuture(
              Problem.builder("drift-not-found", Category.NOT_FOUND, "There is none.")
                  .toException());
    }

    @Override
    public CompletionStage<DriftAnswer> act(
        Caller caller, String id, DriftAction action, RequestOptions options) {
      boolean dryRun = options.dryRun();
      asked.add(action + " " + id + (dryRun ? " dry" : ""));
      Operation begun =
          dryRun || action != DriftAction.REVERT ? null : operation(OperationKind.START, "vm-1");
      return CompletableFuture.completedFuture(
          new DriftAnswer(DRIFT, action, dryRun, "It does something.", begun));
    }
  }

  /** The orphans. */
  final class Orphans implements OrphanService {
    @Override
    public CompletionStage<OrphanReport> list(Caller caller, OrphanQuery query) {
      orphanQuery = query;
      int start = query.pageToken() == null ? 0 : Integer.parseInt(query.pageToken());
      int end = Math.min(start + query.pageSize(), orphans);
      return CompletableFuture.completedFuture(
          new OrphanReport(
              Collections.nCopies(end - start, orphan),
              end < orphans ? Integer.toString(end) : null,
              orphans,
              new BigDecimal("0.0960"),
              new BigDecimal("70.0800"),
              1,
              List.of(
                  new Coverage(
                      "sim-aws", "us-east-1", "machines", Coverage.Extent.FULL, null, NOON),
                  new Coverage(
                      "sim-aws",
                      "us-east-1",
                      "volumes",
                      Coverage.Extent.NONE,
                      "it was not listed yet",
                      null))));
    }

    @Override
    public CompletionStage<Orphan> get(Caller caller, String id) {
      return CompletableFuture.completedFuture(ORPHAN);
    }

    @Override
    public CompletionStage<OrphanAnswer> act(
        Caller caller, String id, OrphanAction action, RequestOptions options) {
      boolean dryRun = options.dryRun();
      asked.add(action + " " + id + (dryRun ? " dry" : ""));
      Operation begun = dryRun ? null : operation(OperationKind.QUARANTINE_ORPHAN, id);
      return CompletableFuture.completedFuture(
          new OrphanAnswer(ORPHAN, action, dryRun, "It does something.", begun));
    }
  }
}
