package io.novacron.core.internal.plan;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.batch.BatchService;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.SnapshotService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.plan.PlanService;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.batch.BatchForm;
import io.novacron.core.internal.batch.ItemRequest;
import io.novacron.core.internal.batch.ItemSecrets;
import io.novacron.core.internal.batch.Windowed;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.KeyedAnswers;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.machine.MachineForesight;
import io.novacron.core.internal.machine.MachineParts;
import io.novacron.core.internal.secret.SecretBox;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Foresees, keeps, and applies by the services that make the change. */
public final class DefaultPlanService implements PlanService {
  private static final Duration GOOD_FOR = Duration.ofMinutes(15);

  /** Shorter than idempotency keys are remembered. */
  private static final Duration KEY_GOOD_FOR = Duration.ofHours(23);

  private static final Duration KEPT = Duration.ofDays(1);
  private static final BigDecimal HOURS = BigDecimal.valueOf(730);
  private static final int WIDTH = 4;
  private static final int SWEPT = 20;
  private static final int LONGEST_ID = 200;

  private final Dependency<ControlPlane> controlPlane;
  private final Foresight foresight;
  private final MachineParts parts;
  private final MachineService machines;
  private final SnapshotService snapshots;
  private final AdoptionService adoptions;
  private final BatchService batches;
  private final OperationService operations;
  private final SecretBox secrets;
  private final IdentifierGenerator identifiers;
  private final Clock clock;
  private final KeyedAnswers<Operation> answers;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param controlPlane what works while the state store is there
   * @param foresight foresees changes of machines
   * @param parts makes changes under ids that are fixed beforehand
   * @param machines makes single changes
   * @param snapshots makes changes of snapshots
   * @param adoptions takes machines in
   * @param batches makes many
   * @param operations reads the operation of a plan that was applied
   * @param secrets encrypts what must not be read in the store
   * @param identifiers makes ids
   * @param keyed answers repeated requests
   * @param clock the time
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultPlanService(
      Dependency<ControlPlane> controlPlane,
      MachineForesight foresight,
      MachineParts parts,
      MachineService machines,
      SnapshotService snapshots,
      AdoptionService adoptions,
      BatchService batches,
      OperationService operations,
      SecretBox secrets,
      IdentifierGenerator identifiers,
      KeyedRequests keyed,
      Clock clock,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.foresight = new Foresight(foresight);
    this.parts = parts;
    this.machines = machines;
    this.snapshots = snapshots;
    this.adoptions = adoptions;
    this.batches = batches;
    this.operations = operations;
    this.secrets = secrets;
    this.identifiers = identifiers;
    this.answers = keyed.answers(JsonCodec.of(Operation.class));
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Plan> plan(Caller caller, PlanRequest request) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          ControlPlane current = controlPlane.get();
          if (request instanceof PlanRequest.Batch batch) {
            BatchForm.check(batch.request());
            return foreseen(current, caller, batch.request().items(), null)
                .thenComposeAsync(seen -> keep(current, caller, seen, batch.request()), executor);
          }
          if (request instanceof PlanRequest.Single single) {
            return foreseen(current, caller, List.of(single.item()), single.expectedRevision())
                .thenComposeAsync(seen -> keep(current, caller, seen, null), executor);
          }
          return foreseen(current, caller, request)
              .thenComposeAsync(action -> keep(current, caller, action, request), executor);
        });
  }

  /** What a change would do that cannot be an item of a batch. */
  private CompletionStage<PlannedAction> foreseen(
      ControlPlane current, Caller caller, PlanRequest request) {
    if (request instanceof PlanRequest.Update update) {
      return foresight.of(current, caller, update);
    }
    if (request instanceof PlanRequest.OfSnapshot snapshot) {
      return foresight.of(current, caller, snapshot);
    }
    return foresight.of(current, caller, (PlanRequest.Adopt) request);
  }

  private CompletionStage<List<Foresight.Foreseen>> foreseen(
      ControlPlane current, Caller caller, List<BatchItem> items, @Nullable Long expectedRevision) {
    Foresight.Foreseen[] seen = new Foresight.Foreseen[items.size()];
    return Windowed.run(
            items.size(),
            WIDTH,
            executor,
            index ->
                foresight
                    .of(current, caller, index, items.get(index), expectedRevision)
                    .thenAccept(each -> seen[index] = each))
        .thenApply(done -> Arrays.asList(seen));
  }

  private CompletionStage<Plan> keep(
      ControlPlane current,
      Caller caller,
      List<Foresight.Foreseen> seen,
      @Nullable BatchRequest batch) {
    String id = identifiers.next("plan");
    List<PlannedAction> actions = seen.stream().map(Foresight.Foreseen::action).toList();
    List<BatchItem> bound = seen.stream().map(Foresight.Foreseen::bound).toList();
    List<ItemRequest> items = ItemSecrets.sealed(id, bound, secrets);
    BatchForm.check(items);
    return keep(
        current,
        new PlanRecord(
            newPlan(id, caller, digest(bound, batch), actions),
            items,
            null,
            batch == null ? null : batch.policy(),
            batch == null ? null : batch.minimum(),
            false));
  }

  private CompletionStage<Plan> keep(
      ControlPlane current, Caller caller, PlannedAction action, PlanRequest request) {
    KeptChange change = KeptChange.of(request);
    Plan plan =
        newPlan(identifiers.next("plan"), caller, PlanRecords.digest(change), List.of(action));
    return keep(current, new PlanRecord(plan, List.of(), change, null, null, false));
  }

  private Plan newPlan(String id, Caller caller, String request, List<PlannedAction> actions) {
    Instant now = clock.instant();
    return new Plan(
        id,
        caller.tenant(),
        PlanRecords.hash(caller.tenant(), caller.principal(), request, actions),
        caller.principal(),
        now,
        now.plus(GOOD_FOR),
        actions,
        actions.stream()
            .map(PlannedAction::hourlyDelta)
            .filter(Objects::nonNull)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .multiply(HOURS),
        warnings(actions),
        null);
  }

  private static CompletionStage<Plan> keep(ControlPlane current, PlanRecord record) {
    Plan plan = record.plan();
    return current
        .store()
        .commit(Transaction.of(PlanRecords.put(record, Mutation.ABSENT)))
        .thenApply(
            written -> {
              sweep(current, plan.tenant(), plan.createdAt());
              return plan;
            });
  }

  private String digest(List<BatchItem> items, @Nullable BatchRequest batch) {
    List<Object> all = new ArrayList<>();
    for (BatchItem item : items) {
      all.add(
          item instanceof BatchItem.Create create
              ? parts.withoutSecrets(create.spec()).toString()
              : item.toString());
    }
    all.add(batch == null ? "single" : batch.policy() + "/" + batch.minimum());
    return Digest.of(all.toArray());
  }

  private static List<String> warnings(List<PlannedAction> actions) {
    List<String> warnings = new ArrayList<>();
    if (actions.stream().anyMatch(action -> action.action().equals("stop"))) {
      warnings.add("Disks and addresses of a stopped machine go on costing.");
    }
    long unknown = actions.stream().filter(action -> action.hourlyDelta() == null).count();
    if (unknown > 0) {
      warnings.add("What " + unknown + " of the actions change in costs is not known.");
    }
    return warnings;
  }

  /** Removes some plans that ended long ago. */
  private static void sweep(ControlPlane current, String tenant, Instant now) {
    current
        .store()
        .query(Query.of(tenant, PlanRecords.KIND).withLimit(SWEPT))
        .thenAccept(
            page -> {
              for (StoredRecord stored : page.items()) {
                Plan plan = PlanRecords.read(stored).plan();
                if (plan.expiresAt().plus(KEPT).isBefore(now)) {
                  current
                      .store()
                      .commit(Transaction.of(new Mutation.Delete(stored.key(), stored.revision())));
                }
              }
            });
  }

  @Override
  public CompletionStage<Plan> get(Caller caller, String id) {
    return Failures.guarded(
        caller,
        executor,
        () ->
            stored(controlPlane.get(), caller, id)
                .thenApply(stored -> PlanRecords.read(stored).plan()));
  }

  @Override
  public CompletionStage<Page<Plan>> list(Caller caller, int pageSize, @Nullable String pageToken) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          if (pageSize < 1 || pageSize > Query.MOST) {
            throw Problem.builder(
                    "invalid-parameter", Category.INVALID, "The page size is out of range.")
                .error("pageSize", "must be 1 to " + Query.MOST + " but is " + pageSize)
                .toException();
          }
          return controlPlane
              .get()
              .store()
              .query(
                  Query.of(caller.tenant(), PlanRecords.KIND)
                      .withAttributes(Map.of(PlanRecords.ACTOR, caller.principal()))
                      .withOrder(Query.Order.DESCENDING)
                      .withLimit(pageSize)
                      .withPageToken(pageToken))
              .thenApplyAsync(
                  page -> page.map(stored -> PlanRecords.read(stored).plan()), executor);
        });
  }

  @Override
  public CompletionStage<Operation> apply(
      Caller caller,
      String id,
      @Nullable String hash,
      double tolerancePercent,
      @Nullable String idempotencyKey) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          if (!(tolerancePercent >= 0) || tolerancePercent > 1000) {
            throw Problem.builder(
                    "invalid-tolerance", Category.INVALID, "The tolerance is out of range.")
                .error("/tolerance/pricePercent", "must be 0 to 1000")
                .toException();
          }
          ControlPlane current = controlPlane.get();
          // Whoever may not see the plan must not learn from a remembered answer either.
          return stored(current, caller, id)
              .thenComposeAsync(
                  stored ->
                      answers.answer(
                          current::store,
                          caller,
                          RequestOptions.keyed(idempotencyKey),
                          Digest.of("apply", id, String.valueOf(hash), tolerancePercent),
                          attempt -> apply(current, caller, id, hash, tolerancePercent, attempt)),
                  executor);
        });
  }

  /** Applied again, a plan gives the operation that it began, so there is no harm in it. */
  private CompletionStage<Operation> apply(
      ControlPlane current,
      Caller caller,
      String id,
      @Nullable String hash,
      double tolerancePercent,
      Attempt<Operation> attempt) {
    return attempt
        .announce()
        .thenCompose(known -> stored(current, caller, id))
        .thenComposeAsync(
            stored -> apply(current, caller, stored, hash, tolerancePercent), executor);
  }

  private CompletionStage<Operation> apply(
      ControlPlane current,
      Caller caller,
      StoredRecord stored,
      @Nullable String hash,
      double tolerancePercent) {
    PlanRecord record = PlanRecords.read(stored);
    Plan plan = record.plan();
    if (hash != null && !hash.equals(plan.hash())) {
      throw conflict("plan-hash-mismatch", plan, "has another hash than the one that was given.")
          .error("/hash", "must be the hash of the plan, " + plan.hash())
          .toException();
    }
    if (plan.operation() != null) {
      return operations.get(caller, plan.operation());
    }
    List<BatchItem> items = opened(record);
    if (record.begun() && clock.instant().isBefore(plan.createdAt().plus(KEY_GOOD_FOR))) {
      return make(current, caller, record, items, stored.revision());
    }
    if (!clock.instant().isBefore(plan.expiresAt())) {
      throw conflict("plan-expired", plan, "could be applied until " + plan.expiresAt() + ".")
          .toException();
    }
    return now(current, caller, record, items)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(gone(plan, Failures.unwrapped(failure))))
        .thenCompose(
            now -> {
              List<FieldError> moved = Movements.between(plan.actions(), now, tolerancePercent);
              if (!moved.isEmpty()) {
                throw conflict("plan-stale", plan, "no longer holds: " + moved.size() + " moved.")
                    .errors(moved)
                    .toException();
              }
              return current
                  .store()
                  .commit(Transaction.of(PlanRecords.put(record.with(true), stored.revision())));
            })
        .thenCompose(
            written -> make(current, caller, record.with(true), items, written.get(0).revision()));
  }

  private List<BatchItem> opened(PlanRecord record) {
    List<BatchItem> items = new ArrayList<>();
    for (int i = 0; i < record.items().size(); i++) {
      items.add(ItemSecrets.opened(record.plan().id(), i, record.items().get(i), secrets));
    }
    return items;
  }

  /** What the plan would do now. */
  private CompletionStage<List<PlannedAction>> now(
      ControlPlane current, Caller caller, PlanRecord record, List<BatchItem> items) {
    KeptChange change = record.change();
    return change == null
        ? foreseen(current, caller, items, null)
            .thenApply(seen -> seen.stream().map(Foresight.Foreseen::action).toList())
        : foreseen(current, caller, change.whole()).thenApply(List::of);
  }

  /** Makes the change, once however often it is tried: its key is that of the plan. */
  private CompletionStage<Operation> make(
      ControlPlane current,
      Caller caller,
      PlanRecord record,
      List<BatchItem> items,
      long revision) {
    String key = "plan/" + record.plan().id();
    KeptChange kept = record.change();
    CompletionStage<Operation> changing =
        kept == null
            ? change(caller, record, items, key)
            : change(current, caller, record, kept.whole(), key);
    return changing
        .handle(
            (operation, failure) -> {
              PlanRecord next =
                  operation == null ? record.with(false) : record.applied(operation.id());
              boolean refused = failure != null && refused(Failures.unwrapped(failure));
              if (operation == null && !refused) {
                return CompletableFuture.<Operation>failedFuture(
                    failure == null ? new IllegalStateException("no answer") : failure);
              }
              return current
                  .store()
                  .commit(Transaction.of(PlanRecords.put(next, revision)))
                  // What is not noted is found by the key when the plan is applied again.
                  .handle((written, lost) -> operation)
                  .thenCompose(
                      done ->
                          done == null
                              ? CompletableFuture.<Operation>failedFuture(
                                  Objects.requireNonNull(failure))
                              : CompletableFuture.completedFuture(done))
                  .toCompletableFuture();
            })
        .thenCompose(stage -> stage);
  }

  /** Whether nothing was done for certain; otherwise the plan stays begun, and its key tells. */
  private static boolean refused(Throwable cause) {
    return cause instanceof ProblemException known
        && switch (known.problem().category()) {
          case UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL, THROTTLED -> false;
          default -> true;
        };
  }

  private CompletionStage<Operation> change(
      Caller caller, PlanRecord record, List<BatchItem> items, String key) {
    if (record.policy() != null) {
      return batches
          .submit(caller, new BatchRequest(items, record.policy(), record.minimum()), key)
          .thenApply(accepted -> accepted.operation());
    }
    BatchItem item = items.get(0);
    if (item instanceof BatchItem.Create create) {
      return machines.create(caller, create.spec(), key).thenApply(Accepted::operation);
    }
    BatchItem.Act act = (BatchItem.Act) item;
    return machines
        .act(caller, act.machine(), act.request(), record.plan().actions().get(0).revision(), key)
        .thenApply(Accepted::operation);
  }

  private CompletionStage<Operation> change(
      ControlPlane current, Caller caller, PlanRecord record, PlanRequest request, String key) {
    if (request instanceof PlanRequest.Update update) {
      // An update has no key; an id that follows from the plan's does as well.
      return parts
          .update(
              current,
              caller,
              update.machine(),
              update.patch(),
              record.plan().actions().get(0).revision(),
              PlanRecords.operation(record.plan().id()))
          .thenApply(Accepted::operation);
    }
    if (request instanceof PlanRequest.OfSnapshot snapshot) {
      CompletionStage<Accepted> accepted =
          switch (snapshot.action()) {
            case CREATE -> snapshots.create(caller, snapshot.machine(), snapshot.subject(), key);
            case RESTORE -> snapshots.restore(caller, snapshot.machine(), snapshot.subject(), key);
            case DELETE -> snapshots.delete(caller, snapshot.machine(), snapshot.subject(), key);
          };
      return accepted.thenApply(Accepted::operation);
    }
    return adoptions
        .adopt(caller, ((PlanRequest.Adopt) request).request())
        .thenApply(Accepted::operation);
  }

  private CompletionStage<StoredRecord> stored(ControlPlane current, Caller caller, String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw notFound(id);
    }
    Supplier<ProblemException> absent = () -> notFound(id);
    return current
        .store()
        .get(PlanRecords.key(caller.tenant(), id))
        .thenApply(
            found ->
                found
                    .filter(
                        stored ->
                            PlanRecords.read(stored).plan().actor().equals(caller.principal()))
                    .orElseThrow(absent));
  }

  /** What would be refused now was not when the plan was made. */
  private static Throwable gone(Plan plan, Throwable cause) {
    if (!(cause instanceof ProblemException known)
        || known.problem().category() == Category.DENIED
        || known.problem().category() == Category.UNAVAILABLE) {
      return cause;
    }
    Problem problem = known.problem();
    return conflict("plan-stale", plan, "can no longer be done: " + problem.detail())
        .errors(
            problem.errors().isEmpty()
                ? List.of(new FieldError("/actions", problem.detail()))
                : problem.errors())
        .toException();
  }

  private static Problem.Builder conflict(String code, Plan plan, String what) {
    return Problem.builder(code, Category.CONFLICT, "Plan " + plan.id() + " " + what)
        .nextStep("Make a new plan, look at it, and apply that one.");
  }

  private static ProblemException notFound(String id) {
    String shown = id.length() > 80 ? id.substring(0, 80) + "…" : id;
    return Problem.builder("plan-not-found", Category.NOT_FOUND, "There is no plan " + shown + ".")
        .nextStep("List your plans for their ids, or make one with ?dryRun=true.")
        .toException();
  }
}
