package io.novacron.shell.internal;

import io.novacron.api.catalog.Price;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.LiveFactor;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ReplayedDecision;
import io.novacron.api.placement.ScoredCandidate;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.placement.Utility;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control plane of one account whose operations get on by one stage each time that someone waits
 * for them.
 */
final class ControlPlane {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
  static final Price PRICE =
      new Price(new BigDecimal("0.1600"), "USD", LocalDate.of(2026, 10, 1), "aws price list");

  final Map<String, Machine> machines = new LinkedHashMap<>();
  final Map<String, Operation> operations = new LinkedHashMap<>();
  final List<Caller> callers = new ArrayList<>();
  final List<ActionRequest> actions = new ArrayList<>();
  final List<MachinePatch> patches = new ArrayList<>();
  final Machines machineService = new Machines();
  final Operations operationService = new Operations();
  final Placements placementService = new Placements();

  /** When set, creates are refused with it. */
  @Nullable Problem refusal;

  /** When set, operations end with it. */
  @Nullable Problem failure;

  /** When set, operations never get on. */
  boolean stuck;

  private final Map<String, Accepted> byIdempotencyKey = new LinkedHashMap<>();

  Machine machine(String name) {
    return machines.values().stream()
        .filter(machine -> machine.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Accepted begin(Machine machine, OperationKind kind, @Nullable String key) {
    Operation operation =
        Operation.queued(
                "op-" + (operations.size() + 1), "default", kind, machine.id(), "admin", NOW)
            .toBuilder()
            .owner("node-1")
            .idempotencyKey(key)
            .revision(1)
            .build();
    operations.put(operation.id(), operation);
    machines.put(machine.id(), machine);
    return new Accepted(machine, operation, false);
  }

  private Operation getOn(Operation operation) {
    if (stuck || operation.done()) {
      return operation;
    }
    boolean begun = operation.state() == OperationState.RUNNING;
    OperationState next =
        !begun
            ? OperationState.RUNNING
            : failure == null ? OperationState.SUCCEEDED : OperationState.FAILED;
    Operation after =
        operation.toBuilder()
            .state(next)
            .progress(begun ? 1 : 0.5)
            .steps(
                List.of(
                    new Step(
                        "call",
                        begun ? Step.State.SUCCEEDED : Step.State.RUNNING,
                        1,
                        NOW,
                        begun ? NOW : null,
                        "asked aws to " + operation.kind().wireName() + " it")))
            .result(next == OperationState.SUCCEEDED ? operation.target() : null)
            .error(begun ? failure : null)
            .revision(operation.revision() + 1)
            .endedAt(begun ? NOW.plusSeconds(2) : null)
            .build();
    operations.put(after.id(), after);
    if (begun) {
      machines.computeIfPresent(
          after.target(),
          (id, machine) -> in(machine, failure == null ? end(after) : MachineState.FAILED));
    }
    return after;
  }

  private static MachineState end(Operation operation) {
    return switch (operation.kind()) {
      case CREATE,
          START,
          RESTART,
          RESUME,
          RESIZE,
          UPDATE,
          SNAPSHOT,
          RESTORE_SNAPSHOT,
          DELETE_SNAPSHOT,
          ADOPT ->
          MachineState.RUNNING;
      case PAUSE -> MachineState.PAUSED;
      case STOP -> MachineState.STOPPED;
      case DELETE -> MachineState.DELETED;
      case BATCH, COMPACT, QUARANTINE_ORPHAN, DELETE_ORPHAN, SWAP_PROVIDER ->
          throw new IllegalArgumentException(operation.kind() + " has no machine");
    };
  }

  static Machine in(Machine machine, MachineState state) {
    MachineStatus status = machine.status();
    return new Machine(
        machine.id(),
        machine.tenant(),
        machine.spec(),
        machine.desiredState(),
        machine.generation(),
        machine.revision() + 1,
        machine.createdAt(),
        new MachineStatus(
            1,
            state,
            status.account(),
            status.cloud(),
            status.provider(),
            "i-0123456789abcdef0",
            status.region(),
            null,
            status.instanceType(),
            List.of("10.0.0.7"),
            status.pricePerHour(),
            List.of(),
            NOW,
            "operation"),
        machine.decision(),
        machine.operation());
  }

  private static <T> Page<T> page(
      List<T> all, Predicate<T> wanted, int size, @Nullable String token) {
    List<T> matching = new ArrayList<>(all.stream().filter(wanted).toList());
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(matching.size(), from + size);
    return new Page<>(
        matching.subList(from, to), to < matching.size() ? Integer.toString(to) : null);
  }

  private static <T> CompletionStage<T> found(@Nullable T value, String code, String id) {
    return value == null
        ? CompletableFuture.failedStage(
            Problem.builder(code, Category.NOT_FOUND, "there is no " + id)
                .nextStep("novacron:vm-list shows what there is.")
                .toException())
        : CompletableFuture.completedStage(value);
  }

  /** Its machines. */
  final class Machines implements MachineService {
    @Override
    public CompletionStage<Accepted> create(
        Caller caller, MachineSpec spec, @Nullable String idempotencyKey) {
      callers.add(caller);
      if (refusal != null) {
        return CompletableFuture.failedStage(refusal.toException());
      }
      Accepted earlier = idempotencyKey == null ? null : byIdempotencyKey.get(idempotencyKey);
      if (earlier != null) {
        return CompletableFuture.completedStage(
            new Accepted(earlier.machine(), earlier.operation(), true));
      }
      MachineStatus status =
          new MachineStatus(
              0,
              MachineState.CREATING,
              "sim-aws",
              "aws",
              "simulator",
              null,
              "eu-central-1",
              null,
              "m7g.xlarge",
              List.of(),
              PRICE,
              List.of(),
              null,
              null);
      Machine machine =
          new Machine(
              "vm-0" + (machines.size() + 1),
              "default",
              spec,
              DesiredState.RUNNING,
              1,
              1,
              NOW.plusSeconds(machines.size()),
              status,
              "decision-1",
              "op-" + (operations.size() + 1));
      Accepted accepted = begin(machine, OperationKind.CREATE, idempotencyKey);
      if (idempotencyKey != null) {
        byIdempotencyKey.put(idempotencyKey, accepted);
      }
      return CompletableFuture.completedStage(accepted);
    }

    @Override
    public CompletionStage<Machine> get(Caller caller, String id) {
      return found(machines.get(id), "machine-not-found", "machine " + id);
    }

    @Override
    public CompletionStage<Page<Machine>> list(Caller caller, MachineQuery query) {
      callers.add(caller);
      List<Machine> newest =
          machines.values().stream()
              .sorted(Comparator.comparing(Machine::createdAt).reversed())
              .toList();
      return CompletableFuture.completedStage(
          page(
              newest,
              machine ->
                  (query.state() == null
                          ? machine.status().state() != MachineState.DELETED
                          : query.state() == machine.status().state())
                      && (query.name() == null || query.name().equals(machine.name()))
                      && (query.account() == null
                          || query.account().equals(machine.status().account()))
                      && (query.region() == null
                          || query.region().equals(machine.status().region()))
                      && machine.spec().labels().entrySet().containsAll(query.labels().entrySet()),
              query.pageSize(),
              query.pageToken()));
    }

    @Override
    public CompletionStage<Accepted> act(
        Caller caller,
        String id,
        ActionRequest request,
        @Nullable Long expectedRevision,
        @Nullable String idempotencyKey) {
      callers.add(caller);
      actions.add(request);
      MachineAction action = request.action();
      Machine machine = Objects.requireNonNull(machines.get(id));
      if (!machine.status().state().legalActions().contains(action)
          && !(request.force() && machine.status().state().forcedActions().contains(action))) {
        return CompletableFuture.failedStage(
            Problem.builder(
                    "illegal-state",
                    Category.CONFLICT,
                    "the machine is " + machine.status().state() + " and can't " + action.verb())
                .toException());
      }
      return CompletableFuture.completedStage(
          begin(
              in(machine, action.during()), OperationKind.valueOf(action.name()), idempotencyKey));
    }

    @Override
    public CompletionStage<Accepted> update(
        Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision) {
      callers.add(caller);
      patches.add(patch);
      Machine machine = Objects.requireNonNull(machines.get(id));
      Map<String, String> labels = new TreeMap<>(machine.spec().labels());
      patch
          .labels()
          .forEach(
              (key, value) ->
                  value.ifPresentOrElse(text -> labels.put(key, text), () -> labels.remove(key)));
      Machine relabelled =
          machine.toBuilder().spec(machine.spec().toBuilder().labels(labels).build()).build();
      return CompletableFuture.completedStage(begin(relabelled, OperationKind.UPDATE, null));
    }
  }

  /** Its operations. */
  final class Operations implements OperationService {
    @Override
    public CompletionStage<Operation> get(Caller caller, String id) {
      return found(operations.get(id), "operation-not-found", "operation " + id);
    }

    @Override
    public CompletionStage<Operation> await(Caller caller, String id, Duration limit) {
      return get(caller, id).thenApply(ControlPlane.this::getOn);
    }

    @Override
    public CompletionStage<Operation> cancel(
        Caller caller, String id, @Nullable String idempotencyKey) {
      callers.add(caller);
      Operation operation = operations.get(id);
      if (operation == null) {
        return get(caller, id);
      }
      if (operation.done()) {
        return CompletableFuture.failedStage(
            Problem.builder("operation-done", Category.CONFLICT, "It has succeeded already.")
                .nextStep("Look at the machine.")
                .toException());
      }
      Operation cancelled = operation.toBuilder().cancelRequested(true).build();
      operations.put(id, cancelled);
      return CompletableFuture.completedStage(cancelled);
    }

    @Override
    public CompletionStage<Operation> previewCancel(Caller caller, String id) {
      return get(caller, id)
          .thenCompose(
              operation ->
                  operation.done()
                      ? CompletableFuture.failedStage(
                          Problem.builder(
                                  "operation-done", Category.CONFLICT, "It has succeeded already.")
                              .toException())
                      : CompletableFuture.completedStage(
                          operation.toBuilder().cancelRequested(true).build()));
    }

    @Override
    public CompletionStage<Page<Operation>> list(Caller caller, OperationQuery query) {
      callers.add(caller);
      List<Operation> newest = new ArrayList<>(operations.values());
      Collections.reverse(newest);
      return CompletableFuture.completedStage(
          page(
              newest,
              operation ->
                  (query.state() == null || query.state() == operation.state())
                      && (query.done() == null || query.done() == operation.done())
                      && (query.kind() == null || query.kind() == operation.kind())
                      && (query.target() == null || query.target().equals(operation.target())),
              query.pageSize(),
              query.pageToken()));
    }
  }

  /** Its one decision. */
  static final class Placements implements PlacementService {
    final List<ReplayRequest> replays = new ArrayList<>();

    @Override
    public CompletionStage<Decision> decide(Caller caller, PlacementRequest request) {
      throw new UnsupportedOperationException("no command decides");
    }

    @Override
    public CompletionStage<Decision> get(Caller caller, String id) {
      Choice chosen =
          new Choice(
              "sim-aws",
              "aws",
              "simulator",
              "eu-central-1",
              null,
              "m7g.xlarge",
              Market.Kind.ON_DEMAND,
              PRICE,
              -0.16);
      Price dearer =
          new Price(new BigDecimal("0.1680"), "USD", LocalDate.of(2026, 9, 30), "gcp price list");
      Choice second =
          new Choice(
              "sim-gcp",
              "gcp",
              "simulator",
              "europe-west3",
              null,
              "t2a-standard-4",
              Market.Kind.ON_DEMAND,
              dearer,
              -0.168);
      return CompletableFuture.completedStage(
          new Decision(
              id,
              "default",
              new PlacementRequest(null, "m7g.xlarge", Market.ON_DEMAND, PlacementConstraints.NONE),
              chosen,
              second,
              new BigDecimal("0.0080"),
              List.of(new FunnelStage("memory", 10, 3, "t3.nano has 0.5 GiB")),
              List.of(new Factor("price", "operational", 0.16, "USD/h", 1, 2.6, false, false)),
              List.of(new Factor("price", "operational", 0.168, "USD/h", 1, 2.5, false, true)),
              List.of(
                  new Counterfactual(
                      "if t2a-standard-4 in europe-west3 fell below 0.1600 USD/h", second)),
              "cheapest",
              1,
              7,
              "ab12",
              Map.of(),
              NOW));
    }

    @Override
    public CompletionStage<Page<Decision>> list(
        Caller caller, int pageSize, @Nullable String pageToken) {
      throw new UnsupportedOperationException("no command lists decisions");
    }

    @Override
    public CompletionStage<Replay> replay(Caller caller, ReplayRequest request) {
      replays.add(request);
      Decision decision = get(caller, "dec-1").toCompletableFuture().join();
      return CompletableFuture.completedStage(
          new Replay(
              request.policy() == null ? "as-decided" : request.policy(),
              List.of(
                  new ReplayedDecision(
                      "dec-1",
                      NOW,
                      decision.chosen(),
                      decision.runnerUp(),
                      false,
                      new BigDecimal("0.1720"),
                      new BigDecimal("0.0040"),
                      null,
                      null)),
              1,
              1,
              new BigDecimal("0.1720"),
              new BigDecimal("0.1680"),
              new BigDecimal("0.0040")));
    }

    @Override
    public CompletionStage<SpotAdvice> adviseOnSpot(Caller caller, SpotAdviceRequest request) {
      return CompletableFuture.completedStage(
          new SpotAdvice(
              SpotAdvice.Action.MOVE,
              request.prices().get(request.prices().size() - 1).place(),
              request.onDemandPerHour().add(request.moveCost()),
              request.present()
                  + " at "
                  + request.place()
                  + " seen "
                  + request.prices().stream()
                      .map(price -> price.place() + " " + price.pricePerHour())
                      .toList()
                  + " lost "
                  + request.interruptionsPerHour()
                  + " within "
                  + request.horizon()));
    }

    @Override
    public CompletionStage<List<LiveFactor>> factors(Caller caller) {
      return CompletableFuture.completedStage(
          List.of(
              new LiveFactor(
                  new FactorDefinition(
                      "carbon",
                      "infrastructure",
                      "g CO2/kWh",
                      new Utility.ByRatio(false, 10),
                      FactorDefinition.Validity.CATALOG,
                      "grids"),
                  "published-figures")));
    }

    @Override
    public CompletionStage<ScoredCandidates> candidates(Caller caller, String id, int most) {
      Decision decision = get(caller, id).toCompletableFuture().join();
      return CompletableFuture.completedStage(
          new ScoredCandidates(
              decision,
              2,
              Stream.of(decision.chosen(), decision.runnerUp())
                  .map(
                      choice ->
                          new ScoredCandidate(
                              choice.account(),
                              choice.cloud(),
                              choice.region(),
                              choice.instanceType(),
                              choice.pricePerHour().amount(),
                              choice.score()))
                  .toList()));
    }
  }
}
