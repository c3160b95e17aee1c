package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationService;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.OperationRunner;
import io.novacron.core.internal.operation.OperationWaiters;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Operations for the faces. */
public final class DefaultOperationService implements OperationService {
  private static final String KIND = "operation";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int LONGEST_ID = 200;

  private final Dependency<ControlPlane> controlPlane;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final OperationWaiters waiters;
  private final OperationCancellation cancellation;
  private final KeyedAnswers<Operation> answers;
  private final List<OperationRunner> runners;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param controlPlane what works while the state store is there
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param waiters wakes those who wait
   * @param runners know more of their operations than the engine does
   * @param keyed answers repeated requests
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultOperationService(
      Dependency<ControlPlane> controlPlane,
      Authorization authorization,
      AuditTrail audit,
      OperationWaiters waiters,
      List<OperationRunner> runners,
      KeyedRequests keyed,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.authorization = authorization;
    this.audit = audit;
    this.waiters = waiters;
    this.runners = List.copyOf(runners);
    cancellation = new OperationCancellation();
    answers = keyed.answers(JsonCodec.of(Operation.class));
    this.executor = executor;
  }

  @Override
  public CompletionStage<Operation> get(Caller caller, String id) {
    return Failures.guarded(caller, executor, () -> find(caller, id));
  }

  @Override
  public CompletionStage<Operation> await(Caller caller, String id, Duration limit) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          if (limit.isNegative() || limit.compareTo(LONGEST_WAIT) > 0) {
            throw Problem.builder(
                    "invalid-parameter", Category.INVALID, "The time to wait is out of range.")
                .error("wait", "must be 0 to 60 seconds but is " + limit.toSeconds() + " s")
                .toException();
          }
          return find(caller, id)
              .thenCompose(
                  operation ->
                      operation.done() || limit.isZero()
                          ? CompletableFuture.completedFuture(operation)
                          : wait(caller, id, limit));
        });
  }

  @Override
  public CompletionStage<Operation> cancel(
      Caller caller, String id, @Nullable String idempotencyKey) {
    return audit.record(
        caller,
        Permission.OPERATION_CANCEL,
        shortened(id),
        () ->
            Failures.guarded(
                caller,
                executor,
                () ->
                    stored(caller, id, Permission.OPERATION_CANCEL)
                        .thenComposeAsync(
                            stored ->
                                answers.answer(
                                    () -> controlPlane.get().store(),
                                    caller,
                                    RequestOptions.keyed(idempotencyKey),
                                    Digest.of("cancel", stored.key().id()),
                                    attempt -> cancel(caller, stored, attempt)),
                            executor)),
        operation -> new AuditTrail.Trace(operation.id(), operation.id(), null, null));
  }

  /** To ask once more does no harm. */
  private CompletionStage<Operation> cancel(
      Caller caller, StoredRecord stored, Attempt<Operation> attempt) {
    return attempt
        .announce()
        .thenCompose(
            known ->
                runner(stored)
                    .map(runner -> runner.cancel(stored, caller.principal()))
                    .orElseGet(() -> cancellation.cancel(controlPlane.get(), caller, stored)));
  }

  @Override
  public CompletionStage<Operation> previewCancel(Caller caller, String id) {
    return Failures.guarded(
        caller,
        executor,
        () ->
            stored(caller, id, Permission.OPERATION_CANCEL)
                .thenApplyAsync(
                    stored ->
                        runner(stored)
                            .map(runner -> runner.requireCancellable(stored))
                            .orElseGet(() -> OperationCancellation.requireCancellable(stored))
                            .toBuilder()
                            .cancelRequested(true)
                            .build(),
                    executor));
  }

  private CompletionStage<Operation> wait(Caller caller, String id, Duration limit) {
    CompletableFuture<Void> woken = waiters.await(id, limit);
    // It may have ended between the first look and the beginning of the wait.
    return find(caller, id)
        .thenCompose(
            operation -> {
              if (operation.done()) {
                woken.complete(null);
                return CompletableFuture.completedFuture(operation);
              }
              return woken.thenCompose(done -> find(caller, id));
            });
  }

  @Override
  public CompletionStage<Page<Operation>> list(Caller caller, OperationQuery query) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          if (query.pageSize() < 1 || query.pageSize() > Query.MOST) {
            throw Problem.builder(
                    "invalid-parameter", Category.INVALID, "The page size is out of range.")
                .error("pageSize", "must be 1 to " + Query.MOST + " but is " + query.pageSize())
                .toException();
          }
          return list(controlPlane.get().store(), caller, query);
        });
  }

  private CompletionStage<Page<Operation>> list(
      StateStore store, Caller caller, OperationQuery query) {
    Query sorted =
        Query.of(caller.tenant(), Journal.KIND)
            .withAttributes(attributes(query))
            .withOrder(query.oldestFirst() ? Query.Order.ASCENDING : Query.Order.DESCENDING)
            .withLimit(query.pageSize())
            .withPageToken(query.pageToken());
    return store
        .query(sorted)
        .thenApplyAsync(
            page -> {
              List<Operation> operations = page.items().stream().map(this::read).toList();
              return new Page<>(
                  authorization.visible(
                      caller,
                      Permission.OPERATION_READ,
                      KIND,
                      operations,
                      operation -> Target.of(operation.tenant(), KIND, operation.id())),
                  page.nextPageToken());
            },
            executor);
  }

  private CompletionStage<Operation> find(Caller caller, String id) {
    return stored(caller, id, Permission.OPERATION_READ)
        .thenComposeAsync(
            stored ->
                runner(stored)
                    .map(runner -> runner.describe(controlPlane.get().store(), stored))
                    .orElseGet(() -> CompletableFuture.completedFuture(read(stored))),
            executor);
  }

  private CompletionStage<StoredRecord> stored(Caller caller, String id, Permission permission) {
    boolean possible = !id.isEmpty() && id.length() <= LONGEST_ID;
    authorization.require(
        caller,
        permission,
        possible ? Target.of(caller.tenant(), KIND, id) : Target.all(caller.tenant(), KIND));
    if (!possible) {
      throw notFound(id);
    }
    Query one =
        Query.of(caller.tenant(), Journal.KIND).withAttributes(Map.of("id", id)).withLimit(1);
    StateStore store = controlPlane.get().store();
    return store
        .query(one)
        .thenApply(page -> page.items().stream().findFirst().orElseThrow(() -> notFound(id)));
  }

  /** What the journal says, and what the operation waits for now, which the journal never says. */
  private Operation read(StoredRecord stored) {
    Operation operation = Journal.operation(stored);
    ControlPlane current = controlPlane.orNull();
    if (operation.done() || current == null) {
      return operation;
    }
    return current
        .engine()
        .waitingFor(operation.id())
        .map(waitingFor -> operation.toBuilder().waitingFor(waitingFor).build())
        .orElse(operation);
  }

  /** Whoever else than the engine goes on with an operation. */
  private Optional<OperationRunner> runner(StoredRecord stored) {
    String name = Journal.runner(stored);
    return runners.stream().filter(runner -> runner.name().equals(name)).findFirst();
  }

  private static Map<String, String> attributes(OperationQuery query) {
    Map<String, String> attributes = new HashMap<>();
    if (query.state() != null) {
      attributes.put("state", query.state().name());
    }
    if (query.done() != null) {
      attributes.put("done", query.done().toString());
    }
    if (query.kind() != null) {
      attributes.put("kind", query.kind().wireName());
    }
    if (query.target() != null) {
      attributes.put("target", query.target());
    }
    if (query.parent() != null) {
      attributes.put(Journal.PARENT, query.parent());
    }
    return attributes;
  }

  private static ProblemException notFound(String id) {
    return Problem.builder(
            "operation-not-found",
            Category.NOT_FOUND,
            "There is no operation " + shortened(id) + ".")
        .nextStep("List the operations for their ids.")
        .toException();
  }

  private static String shortened(String id) {
    return id.length() > 80 ? id.substring(0, 80) + "…" : id;
  }
}
