package io.novacron.core.internal.batch;

import io.novacron.api.batch.AcceptedBatch;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.batch.BatchService;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Key;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.IdempotencyKeys;
import io.novacron.core.internal.machine.RequestsUnderWay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Batches for the faces: authorises, audits, checks, records, and gives them to the runner. */
public final class DefaultBatchService implements BatchService {
  private static final String KIND = "vm";
  private static final int MOST_LIVE = 100;

  private final Dependency<ControlPlane> controlPlane;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final BatchTools tools;
  private final BatchRunner runner;
  private final IdempotencyKeys keys;
  private final RequestsUnderWay<AcceptedBatch> underWay;
  private final IdentifierGenerator identifiers;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param controlPlane what works while the state store is there
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param tools what batches work with
   * @param runner goes on with batches
   * @param identifiers makes ids
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultBatchService(
      Dependency<ControlPlane> controlPlane,
      Authorization authorization,
      AuditTrail audit,
      BatchTools tools,
      BatchRunner runner,
      IdentifierGenerator identifiers,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.authorization = authorization;
    this.audit = audit;
    this.tools = tools;
    this.runner = runner;
    this.identifiers = identifiers;
    this.executor = executor;
    keys = new IdempotencyKeys(tools.node(), tools.clock());
    underWay =
        new RequestsUnderWay<>(
            tools.timer(), accepted -> new AcceptedBatch(accepted.operation(), true));
  }

  @Override
  public CompletionStage<AcceptedBatch> submit(
      Caller caller, BatchRequest request, @Nullable String idempotencyKey) {
    return audit.record(
        caller,
        Permission.VM_BATCH,
        null,
        () ->
            Failures.guarded(
                caller,
                executor,
                () -> {
                  authorization.require(
                      caller, Permission.VM_BATCH, Target.all(caller.tenant(), KIND));
                  IdempotencyKeys.check(idempotencyKey);
                  return once(controlPlane.get(), caller, request, idempotencyKey);
                }),
        accepted ->
            new AuditTrail.Trace(
                accepted.operation().id(), accepted.operation().id(), null, digest(request)));
  }

  private CompletionStage<AcceptedBatch> once(
      ControlPlane current, Caller caller, BatchRequest request, @Nullable String idempotencyKey) {
    BatchForm.check(request);
    if (idempotencyKey == null) {
      return accept(current, caller, request, null, identifiers.next("op"));
    }
    Key key = IdempotencyKeys.key(caller, idempotencyKey);
    String digest = digest(request);
    return underWay.once(
        key,
        digest,
        () ->
            keys.find(current.store(), key, digest)
                .thenComposeAsync(
                    found -> {
                      Operation known = found.operation();
                      if (known != null && found.accepted()) {
                        return CompletableFuture.completedFuture(new AcceptedBatch(known, true));
                      }
                      return accept(
                          current,
                          caller,
                          request,
                          new Reserving(idempotencyKey, key, digest, found),
                          known == null ? identifiers.next("op") : known.id());
                    },
                    executor));
  }

  private String digest(BatchRequest request) {
    List<BatchItem> items =
        request.items().stream()
            .<BatchItem>map(
                item ->
                    item instanceof BatchItem.Create create
                        ? new BatchItem.Create(tools.parts().withoutSecrets(create.spec()))
                        : item)
            .toList();
    return Digest.of(
        "batch",
        BatchRecords.canonical(new BatchRequest(items, request.policy(), request.minimum())));
  }

  private CompletionStage<AcceptedBatch> accept(
      ControlPlane current,
      Caller caller,
      BatchRequest request,
      @Nullable Reserving reserving,
      String id) {
    if (request.items().stream().anyMatch(BatchItem.Create.class::isInstance)) {
      current.disk().requireRoom();
    }
    requireRoom();
    return BatchSurvey.of(current, caller, request, tools.parts(), executor)
        .thenCompose(
            survey -> {
              NewBatch batch =
                  NewBatch.of(
                      operation(caller, id, reserving),
                      caller,
                      request,
                      survey.failures(),
                      tools.secrets());
              return reserved(current.store(), reserving, batch)
                  .thenCompose(done -> batch.record(current))
                  .exceptionallyCompose(
                      failure -> notRecorded(current.store(), reserving, id, failure));
            })
        .thenApply(
            stored -> {
              Operation operation = BatchRecords.read(stored).operation();
              tools.counts().countAccepted(OperationKind.BATCH);
              runner.take(stored);
              return new AcceptedBatch(operation, false);
            });
  }

  private Operation operation(Caller caller, String id, @Nullable Reserving reserving) {
    return Operation.queued(
            id,
            caller.tenant(),
            OperationKind.BATCH,
            id,
            caller.principal(),
            tools.clock().instant())
        .toBuilder()
        .idempotencyKey(reserving == null ? null : reserving.idempotencyKey)
        .build();
  }

  private CompletionStage<Void> reserved(
      StateStore store, @Nullable Reserving reserving, NewBatch batch) {
    return reserving == null
        ? CompletableFuture.completedFuture(null)
        : keys.reserve(
            store, reserving.key, reserving.found, reserving.digest, null, batch.answer());
  }

  private <T> CompletionStage<T> notRecorded(
      StateStore store, @Nullable Reserving reserving, String id, Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    // When the store broke, the batch may yet turn out to be recorded, so its key stays.
    CompletionStage<Void> forgotten =
        reserving == null || cause instanceof StoreUnavailableException
            ? CompletableFuture.completedFuture(null)
            : keys.forget(store, reserving.key, reserving.found, id);
    return forgotten
        .exceptionally(lost -> null)
        .thenCompose(done -> CompletableFuture.failedFuture(cause));
  }

  private void requireRoom() {
    if (runner.size() >= MOST_LIVE) {
      throw Problem.builder(
              "too-many-batches",
              Category.THROTTLED,
              "There are " + MOST_LIVE + " batches that are not done, which is the limit.")
          .retryAfter(Duration.ofSeconds(5))
          .nextStep("Wait for one to end.")
          .toException();
    }
  }

  private record Reserving(
      String idempotencyKey, Key key, String digest, IdempotencyKeys.Found found) {}
}
