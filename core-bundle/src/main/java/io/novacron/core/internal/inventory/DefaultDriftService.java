package io.novacron.core.internal.inventory;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAction;
import io.novacron.api.inventory.DriftAnswer;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.KeyedAnswers;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.machine.MachineForesight;
import io.novacron.core.internal.machine.MachineParts;
import io.novacron.core.internal.machine.MachinePermissions;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows differences, and has done about them what is asked. */
final class DefaultDriftService implements DriftService {
  /** Leaves room for one more moment in a key of 128 characters. */
  private static final int LONGEST_KEY = 114;

  /** Least differences that are read at once, as some of them may not be shown. */
  private static final int LEAST_READ = 100;

  private static final Set<String> ASPECTS =
      Arrays.stream(DriftAspect.values())
          .map(DriftAspect::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private final Supplier<ControlPlane> controlPlane;
  private final MachineService machines;
  private final MachineParts parts;
  private final MachineForesight foresight;
  private final DriftRecording recording;
  private final CloudCalls calls;
  private final Supplier<InventorySettings> settings;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final KeyedAnswers<DriftAnswer> answers;
  private final Executor executor;

  DefaultDriftService(
      Supplier<ControlPlane> controlPlane,
      MachineService machines,
      MachineParts parts,
      MachineForesight foresight,
      DriftRecording recording,
      CloudCalls calls,
      Supplier<InventorySettings> settings,
      Authorization authorization,
      AuditTrail audit,
      KeyedRequests keyed,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.machines = machines;
    this.parts = parts;
    this.foresight = foresight;
    this.recording = recording;
    this.calls = calls;
    this.settings = settings;
    this.authorization = authorization;
    this.audit = audit;
    this.answers = keyed.answers(JsonCodec.of(DriftAnswer.class));
    this.executor = executor;
  }

  @Override
  public CompletionStage<Page<Drift>> list(Caller caller, DriftQuery query) {
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
          Query all =
              Query.of(caller.tenant(), DriftRecords.KIND)
                  .withAttributes(attributes(query))
                  .withOrder(Query.Order.DESCENDING)
                  .withIds(null, begin(query.pageToken()))
                  .withLimit(Math.min(Query.MOST, Math.max(LEAST_READ, query.pageSize() + 1)));
          return page(controlPlane.get().store(), caller, all, query.pageSize(), List.of());
        });
  }

  /** The id before which a page begins: that of the last one on the page before. */
  private static @Nullable String begin(@Nullable String token) {
    if (token != null && machine(token).isEmpty()) {
      throw new InvalidPageTokenException("not the id of a difference");
    }
    return token;
  }

  /**
   * Reads until a page is full and one more is known, or all are read: what is not shown must leave
   * no gaps.
   */
  private CompletionStage<Page<Drift>> page(
      StateStore store, Caller caller, Query query, int size, List<Drift> before) {
    return store
        .query(query)
        .thenComposeAsync(
            read ->
                shown(store, caller, read)
                    .thenComposeAsync(
                        more -> {
                          List<Drift> found = new ArrayList<>(before);
                          found.addAll(more);
                          String next = read.nextPageToken();
                          return found.size() <= size && next != null
                              ? page(store, caller, query.withPageToken(next), size, found)
                              : CompletableFuture.completedFuture(cut(caller, found, size));
                        },
                        executor),
            executor);
  }

  private Page<Drift> cut(Caller caller, List<Drift> found, int size) {
    if (found.isEmpty()) {
      authorization.require(
          caller, Permission.VM_READ, Target.all(caller.tenant(), MachinePermissions.KIND));
    }
    return found.size() <= size
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, size), found.get(size - 1).id());
  }

  private static Map<String, String> attributes(DriftQuery query) {
    Map<String, String> attributes = new HashMap<>();
    put(attributes, DriftRecords.MACHINE, query.machine());
    put(attributes, "account", query.account());
    put(attributes, "region", query.region());
    DriftAspect aspect = query.aspect();
    put(attributes, "aspect", aspect == null ? null : aspect.name());
    Boolean ignored = query.ignored();
    put(attributes, "ignored", ignored == null ? null : ignored.toString());
    return attributes;
  }

  private static void put(Map<String, String> attributes, String key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }

  private CompletionStage<List<Drift>> shown(
      StateStore store, Caller caller, Page<StoredRecord> page) {
    List<CompletableFuture<Optional<Found>>> all = new ArrayList<>();
    for (StoredRecord stored : page.items()) {
      Drift drift = DriftRecords.read(stored);
      all.add(
          store
              .get(MachineRecords.key(drift.tenant(), drift.machine()))
              .thenApplyAsync(
                  machine -> machine.map(MachineRecords::read).flatMap(it -> current(drift, it)),
                  executor)
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApplyAsync(
            done ->
                all.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .filter(
                        found ->
                            authorization.permits(
                                caller,
                                Permission.VM_READ,
                                MachinePermissions.target(found.machine)))
                    .map(Found::drift)
                    .toList(),
            executor);
  }

  /** A difference that an operation has ended counts as none before the next look sees it too. */
  private static Optional<Found> current(Drift drift, Machine machine) {
    return machine.status().state() == MachineState.DELETED || ended(drift, machine)
        ? Optional.empty()
        : Optional.of(new Found(drift, machine));
  }

  private static boolean ended(Drift drift, Machine machine) {
    return switch (drift.aspect()) {
      case STATE -> machine.status().state().name().equals(drift.expected());
      case INSTANCE_TYPE -> drift.expected().equals(machine.status().instanceType());
      case LABELS, OWNER_TAG, PRESENCE -> false;
    };
  }

  @Override
  public CompletionStage<Drift> get(Caller caller, String id) {
    return Failures.guarded(
        caller, executor, () -> find(caller, id, Permission.VM_READ).thenApply(Found::drift));
  }

  private CompletionStage<Found> find(Caller caller, String id, Permission permission) {
    ControlPlane current = controlPlane.get();
    return machine(current, caller, id, permission)
        .thenCompose(
            found ->
                current
                    .store()
                    .get(DriftRecords.key(found.tenant(), found.id(), id))
                    .thenApplyAsync(
                        stored ->
                            stored
                                .map(DriftRecords::read)
                                .flatMap(drift -> current(drift, found))
                                .orElseThrow(() -> notFound(id)),
                        executor));
  }

  /** The machine of a difference, for a caller who may. */
  private CompletionStage<Machine> machine(
      ControlPlane current, Caller caller, String id, Permission permission) {
    return parts
        .permitted(current, caller, machine(id).orElse(id), permission)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    Failures.unwrapped(failure) instanceof ProblemException known
                            && known.problem().category() == Category.NOT_FOUND
                        ? notFound(id)
                        : failure));
  }

  /** The id of the machine in the id of a difference; empty for what is no such id. */
  private static Optional<String> machine(String id) {
    int dot = id.lastIndexOf('.');
    return dot > 0 && ASPECTS.contains(id.substring(dot + 1))
        ? Optional.of(id.substring(0, dot))
        : Optional.empty();
  }

  @Override
  public CompletionStage<DriftAnswer> act(
      Caller caller, String id, DriftAction action, RequestOptions options) {
    if (options.dryRun()) {
      return Failures.guarded(caller, executor, () -> foreseen(caller, id, action));
    }
    return Failures.guarded(
        caller,
        executor,
        () ->
            permitted(caller, id, options)
                .thenCompose(
                    allowed ->
                        answers.answer(
                            () -> controlPlane.get().store(),
                            caller,
                            options,
                            Digest.of("drift", id, action),
                            attempt ->
                                find(caller, id, Permission.VM_OPERATE)
                                    .thenCompose(
                                        found ->
                                            act(
                                                caller,
                                                checked(found, action),
                                                action,
                                                attempt)))));
  }

  /** Whoever may not act on the machine must not learn from a remembered answer either. */
  private CompletionStage<?> permitted(Caller caller, String id, RequestOptions options) {
    return options.idempotencyKey() == null
        ? CompletableFuture.completedFuture(null)
        : machine(controlPlane.get(), caller, id, Permission.VM_OPERATE);
  }

  private CompletionStage<DriftAnswer> foreseen(Caller caller, String id, DriftAction action) {
    return find(caller, id, Permission.VM_OPERATE)
        .thenCompose(
            found -> {
              Drift drift = checked(found, action).drift;
              ActionRequest request = request(drift, action);
              if (request == null) {
                return CompletableFuture.completedFuture(
                    new DriftAnswer(drift, action, true, effect(drift, action), null));
              }
              return foresight
                  .act(controlPlane.get(), caller, drift.machine(), request, null)
                  .thenApply(
                      seen -> new DriftAnswer(drift, action, true, effect(drift, action), null));
            });
  }

  private static Found checked(Found found, DriftAction action) {
    Drift drift = found.drift;
    if (drift.aspect().actions().contains(action)) {
      return found;
    }
    throw Problem.builder(
            "drift-action-unsupported",
            Category.UNSUPPORTED,
            "A difference of the aspect "
                + drift.aspect().wireName()
                + " cannot be handled by "
                + action.verb()
                + ": "
                + why(drift.aspect()))
        .nextStep(
            "What can be done is "
                + drift.aspect().actions().stream()
                    .map(DriftAction::verb)
                    .collect(Collectors.joining(", "))
                + ".")
        .toException();
  }

  private static String why(DriftAspect aspect) {
    return switch (aspect) {
      case LABELS -> "no provider changes the tags of a machine; put them back at the cloud.";
      case OWNER_TAG -> "by this tag the machine is found again; put it back at the cloud.";
      case PRESENCE -> "what is gone does not come back; create another machine.";
      case STATE, INSTANCE_TYPE -> "it is not handled so.";
    };
  }

  private CompletionStage<DriftAnswer> act(
      Caller caller, Found found, DriftAction action, Attempt<DriftAnswer> attempt) {
    Drift drift = found.drift;
    ActionRequest request = request(drift, action);
    if (request != null) {
      // The key makes of a repeated request the same operation.
      String key = "drift." + drift.id() + "." + drift.foundAt().toEpochMilli();
      return attempt
          .announce()
          .thenCompose(known -> begun(caller, drift, request, key))
          .thenApply(
              operation -> new DriftAnswer(drift, action, false, effect(drift, action), operation));
    }
    return audit.record(
        caller,
        Permission.VM_OPERATE,
        drift.machine(),
        () ->
            Failures.guarded(
                caller,
                executor,
                () ->
                    action == DriftAction.IGNORE
                        ? ignore(caller, found, attempt)
                        : accept(caller, found, attempt)),
        answer -> {
          Operation operation = answer.operation();
          return new AuditTrail.Trace(
              drift.id(), operation == null ? null : operation.id(), null, null);
        });
  }

  /** One that was begun and has ended without success is begun once more. */
  private CompletionStage<Operation> begun(
      Caller caller, Drift drift, ActionRequest request, String key) {
    StateStore store = controlPlane.get().store();
    return machines
        .act(caller, drift.machine(), request, null, key)
        .thenCompose(
            accepted -> {
              Operation asked = accepted.operation();
              if (!accepted.replayed() || key.length() >= LONGEST_KEY) {
                return CompletableFuture.completedFuture(asked);
              }
              // A repeated answer shows the operation as it was when it was given first.
              return store
                  .get(Journal.key(asked))
                  .thenComposeAsync(
                      stored -> {
                        Operation now = stored.map(Journal::operation).orElse(asked);
                        return now.done()
                            ? begun(
                                caller, drift, request, key + "." + now.createdAt().toEpochMilli())
                            : CompletableFuture.completedFuture(now);
                      },
                      executor);
            });
  }

  private CompletionStage<DriftAnswer> ignore(
      Caller caller, Found found, Attempt<DriftAnswer> attempt) {
    if (found.drift.ignored()) {
      return CompletableFuture.completedFuture(done(found.drift, DriftAction.IGNORE, null));
    }
    return recording
        .ignore(
            controlPlane.get(),
            caller,
            found.machine,
            found.drift,
            ignored -> attempt.receipt(found.machine.id(), done(ignored, DriftAction.IGNORE, null)))
        .thenApply(ignored -> done(ignored, DriftAction.IGNORE, null));
  }

  private static DriftAnswer done(Drift drift, DriftAction action, @Nullable Operation operation) {
    return new DriftAnswer(drift, action, false, effect(drift, action), operation);
  }

  private CompletionStage<DriftAnswer> accept(
      Caller caller, Found found, Attempt<DriftAnswer> attempt) {
    Machine machine = found.machine;
    if (machine.status().state().moving()) {
      throw Problem.builder(
              "illegal-state",
              Category.CONFLICT,
              "Machine " + machine.id() + " is " + machine.status().state() + ".")
          .retryable(true)
          .operation(machine.operation())
          .nextStep("Wait until operation " + machine.operation() + " is done, then ask again.")
          .toException();
    }
    CompletionStage<Map<String, String>> tags =
        found.drift.aspect() == DriftAspect.LABELS
            ? tags(machine)
            : CompletableFuture.completedFuture(Map.of());
    return tags.thenCompose(
            seen ->
                recording.accept(
                    controlPlane.get(),
                    caller,
                    machine,
                    found.drift,
                    seen,
                    attempt.idempotencyKey(),
                    operation ->
                        attempt.receipt(
                            machine.id(), done(found.drift, DriftAction.ACCEPT, operation))))
        .thenApply(operation -> done(found.drift, DriftAction.ACCEPT, operation));
  }

  /** What the cloud shows now, as it may have changed again since. */
  private CompletionStage<Map<String, String>> tags(Machine machine) {
    String account = Objects.requireNonNull(machine.status().account(), "account");
    String region = Objects.requireNonNull(machine.status().region(), "region");
    String reference = Objects.requireNonNull(machine.status().providerReference(), "reference");
    return calls
        .describe(
            CloudCalls.interactive(account, region, machine.tenant(), "look-" + machine.id()),
            settings.get().freshness(),
            reference)
        .thenApply(
            answer -> {
              if (answer.outcome() instanceof Outcome.Done<Optional<Instance>> done
                  && done.get().isPresent()) {
                return done.get().get().tags();
              }
              throw Problem.builder(
                      "cloud-question-failed",
                      Category.UNAVAILABLE,
                      "The cloud does not say which labels machine " + machine.id() + " has now.")
                  .scope("account " + account)
                  .nextStep("Ask again later; GET /api/v1/accounts says how the account is.")
                  .toException();
            });
  }

  /** The action on the machine that does it; absent for what is only recorded. */
  private static @Nullable ActionRequest request(Drift drift, DriftAction action) {
    return switch (action) {
      case IGNORE -> null;
      case ACCEPT ->
          drift.aspect() == DriftAspect.PRESENCE ? ActionRequest.of(MachineAction.DELETE) : null;
      case REVERT -> reverting(drift);
    };
  }

  private static ActionRequest reverting(Drift drift) {
    if (drift.aspect() == DriftAspect.INSTANCE_TYPE) {
      return ActionRequest.resize(drift.expected());
    }
    boolean running = drift.expected().equals(MachineState.RUNNING.name());
    boolean paused = drift.observed().equals(MachineState.PAUSED.name());
    return ActionRequest.of(
        !running ? MachineAction.STOP : paused ? MachineAction.RESUME : MachineAction.START);
  }

  private static String effect(Drift drift, DriftAction action) {
    ActionRequest request = request(drift, action);
    return switch (action) {
      case IGNORE -> "It is kept, and not counted until something else is seen.";
      case ACCEPT ->
          request == null
              ? "The record follows: " + DriftRecording.sentence(drift) + "."
              : "The record ends: a delete confirms that the machine is gone.";
      case REVERT ->
          "An operation brings it back: "
              + Objects.requireNonNull(request, "request").action().verb()
              + (request.instanceType() == null ? "" : " to " + request.instanceType())
              + ".";
    };
  }

  private static ProblemException notFound(String id) {
    String shown = id.length() > 80 ? id.substring(0, 80) + "…" : id;
    return Problem.builder(
            "drift-not-found", Category.NOT_FOUND, "There is no difference " + shown + ".")
        .nextStep("List them for their ids; one that was resolved is gone.")
        .toException();
  }

  private record Found(Drift drift, Machine machine) {}
}
