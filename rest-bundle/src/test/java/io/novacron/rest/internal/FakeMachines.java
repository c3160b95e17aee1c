package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationService;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Machines and operations in memory, with the rules of the contract that a face can see. */
final class FakeMachines implements MachineService {
  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, Recorded> keys = new HashMap<>();
  private final Map<String, List<CompletableFuture<Operation>>> waiters = new HashMap<>();
  private final List<Caller> callers = new ArrayList<>();
  private final List<ActionRequest> actions = new ArrayList<>();
  private final List<MachinePatch> patches = new ArrayList<>();
  private int numbers;

  final OperationService operationService = new Operations();

  @Override
  public synchronized CompletionStage<Accepted> create(
      Caller caller, MachineSpec spec, @Nullable String idempotencyKey) {
    callers.add(caller);
    if (caller.roles().contains("viewer")) {
      return failed(Problem.builder("denied", Category.DENIED, "viewer may not create machines"));
    }
    if (!spec.name().matches("[a-z][a-z0-9-]{0,62}")) {
      return failed(
          Problem.builder("invalid-machine", Category.INVALID, "The name is not legal.")
              .error("/name", "must be 1 to 63 lower-case letters, digits and hyphens"));
    }
    Recorded before = idempotencyKey == null ? null : keys.get(idempotencyKey);
    if (before != null) {
      if (!before.spec.equals(spec)) {
        return failed(
            Problem.builder(
                "idempotency-key-reused", Category.INVALID, "The key was used with another body."));
      }
      return CompletableFuture.completedFuture(
          new Accepted(before.accepted.machine(), before.accepted.operation(), true));
    }
    String id = "vm-" + next();
    Operation operation =
        Samples.operation("op-" + next(), OperationKind.CREATE, id, idempotencyKey);
    Machine machine = Samples.machine(id, spec, operation.id());
    machines.put(id, machine);
    operations.put(operation.id(), operation);
    Accepted accepted = new Accepted(machine, operation, false);
    if (idempotencyKey != null) {
      keys.put(idempotencyKey, new Recorded(spec, accepted));
    }
    return CompletableFuture.completedFuture(accepted);
  }

  @Override
  public synchronized CompletionStage<Machine> get(Caller caller, String id) {
    Machine machine = machines.get(id);
    return machine == null ? failed(absent(id)) : CompletableFuture.completedFuture(machine);
  }

  @Override
  public synchronized CompletionStage<Page<Machine>> list(Caller caller, MachineQuery query) {
    return CompletableFuture.completedFuture(
        page(
            inOrder(machines.values(), query.oldestFirst()),
            machine ->
                (query.state() == null || machine.status().state() == query.state())
                    && (query.name() == null || machine.name().equals(query.name()))
                    && (query.account() == null
                        || query.account().equals(machine.status().account()))
                    && (query.region() == null || query.region().equals(machine.status().region()))
                    && machine.spec().labels().entrySet().containsAll(query.labels().entrySet()),
            query.pageSize(),
            query.pageToken()));
  }

  @Override
  public synchronized CompletionStage<Accepted> act(
      Caller caller,
      String id,
      ActionRequest request,
      @Nullable Long expectedRevision,
      @Nullable String idempotencyKey) {
    callers.add(caller);
    actions.add(request);
    Machine machine = machines.get(id);
    if (machine == null) {
      return failed(absent(id));
    }
    MachineAction action = request.action();
    if (request.force() && !action.forcible()) {
      return failed(
          Problem.builder("invalid-action", Category.INVALID, "The action is not legal as it is.")
              .error("/force", "is for stop, restart and delete only"));
    }
    Recorded before = idempotencyKey == null ? null : keys.get(idempotencyKey);
    if (before != null) {
      return CompletableFuture.completedFuture(
          new Accepted(before.accepted.machine(), before.accepted.operation(), true));
    }
    if (expectedRevision != null && expectedRevision != machine.revision()) {
      return failed(
          Problem.builder("revision-mismatch", Category.CONFLICT, "It has another revision."));
    }
    if (!machine.status().state().legalActions().contains(action)) {
      return failed(
          Problem.builder("illegal-action", Category.CONFLICT, "Not in this state.")
              .operation(machine.operation()));
    }
    Operation operation =
        Samples.operation("op-" + next(), OperationKind.valueOf(action.name()), id, idempotencyKey);
    operations.put(operation.id(), operation);
    Machine moved = Samples.with(machine, action.during(), operation.id());
    machines.put(id, moved);
    Accepted accepted = new Accepted(moved, operation, false);
    if (idempotencyKey != null) {
      keys.put(idempotencyKey, new Recorded(machine.spec(), accepted));
    }
    return CompletableFuture.completedFuture(accepted);
  }

  @Override
  public synchronized CompletionStage<Accepted> update(
      Caller caller, String id, MachinePatch patch, @Nullable Long expectedRevision) {
    callers.add(caller);
    patches.add(patch);
    Machine machine = machines.get(id);
    if (machine == null) {
      return failed(absent(id));
    }
    if (expectedRevision != null && expectedRevision != machine.revision()) {
      return failed(
          Problem.builder("revision-mismatch", Category.CONFLICT, "It has another revision."));
    }
    boolean resize = patch.size() != null || patch.instanceType() != null;
    OperationKind kind = resize ? OperationKind.RESIZE : OperationKind.UPDATE;
    Operation begun = Samples.operation("op-" + next(), kind, id, null);
    Operation operation = resize ? begun : Samples.succeeded(begun);
    operations.put(operation.id(), operation);
    Machine changed =
        Samples.with(
            machine, resize ? MachineState.RESIZING : machine.status().state(), operation.id());
    machines.put(id, changed);
    return CompletableFuture.completedFuture(new Accepted(changed, operation, false));
  }

  /** The actions asked for, in order. */
  synchronized List<ActionRequest> actions() {
    return List.copyOf(actions);
  }

  /** The patches asked for, in order. */
  synchronized List<MachinePatch> patches() {
    return List.copyOf(patches);
  }

  /** Keeps an operation that somebody else began. */
  synchronized void keep(Operation operation) {
    operations.put(operation.id(), operation);
  }

  /** Lets the latest operation of a machine succeed. */
  synchronized void finish(String machineId, MachineState state) {
    Machine machine = Objects.requireNonNull(machines.get(machineId));
    machines.put(machineId, Samples.with(machine, state, machine.operation()));
    Operation done = Samples.succeeded(Objects.requireNonNull(operations.get(machine.operation())));
    operations.put(done.id(), done);
    waiters.getOrDefault(done.id(), List.of()).forEach(waiter -> waiter.complete(done));
  }

  synchronized int waiting() {
    return waiters.values().stream().mapToInt(List::size).sum();
  }

  synchronized int size() {
    return machines.size();
  }

  synchronized List<Caller> callers() {
    return List.copyOf(callers);
  }

  private String next() {
    return String.format("%06d", ++numbers);
  }

  private static Problem.Builder absent(String id) {
    return Problem.builder(
        "machine-not-found", Category.NOT_FOUND, "There is no machine " + id + ".");
  }

  private static <T> CompletionStage<T> failed(Problem.Builder problem) {
    return CompletableFuture.failedFuture(problem.toException());
  }

  private static <T> List<T> inOrder(Collection<T> oldestFirst, boolean asIs) {
    List<T> list = new ArrayList<>(oldestFirst);
    if (asIs) {
      Collections.reverse(list);
    }
    return list;
  }

  static <T> Page<T> page(
      List<T> oldestFirst, Predicate<T> filter, int size, @Nullable String token) {
    List<T> all = new ArrayList<>(oldestFirst.stream().filter(filter).toList());
    Collections.reverse(all);
    int start = token == null ? 0 : Integer.parseInt(token.substring(1));
    int end = Math.min(all.size(), start + size);
    return new Page<>(all.subList(start, end), end < all.size() ? "t" + end : null);
  }

  private record Recorded(MachineSpec spec, Accepted accepted) {}

  private final class Operations implements OperationService {
    @Override
    public CompletionStage<Operation> get(Caller caller, String id) {
      synchronized (FakeMachines.this) {
        Operation operation = operations.get(id);
        return operation == null
            ? failed(
                Problem.builder("operation-not-found", Category.NOT_FOUND, "No such operation."))
            : CompletableFuture.completedFuture(operation);
      }
    }

    @Override
    public CompletionStage<Operation> await(Caller caller, String id, Duration limit) {
      synchronized (FakeMachines.this) {
        Operation operation = operations.get(id);
        if (operation == null || operation.done()) {
          return get(caller, id);
        }
        CompletableFuture<Operation> waiter = new CompletableFuture<>();
        waiters.computeIfAbsent(id, key -> new ArrayList<>()).add(waiter);
        return waiter.completeOnTimeout(operation, limit.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public CompletionStage<Operation> cancel(
        Caller caller, String id, @Nullable String idempotencyKey) {
      synchronized (FakeMachines.this) {
        callers.add(caller);
        Operation operation = operations.get(id);
        if (operation == null) {
          return get(caller, id);
        }
        if (operation.done() && !operation.cancelRequested()) {
          return failed(
              Problem.builder("operation-done", Category.CONFLICT, "It has succeeded already.")
                  .operation(id));
        }
        if (!operation.cancelRequested()) {
          operation =
              operation.toBuilder()
                  .cancelRequested(true)
                  .revision(operation.revision() + 1)
                  .build();
          operations.put(id, operation);
        }
        return CompletableFuture.completedFuture(operation);
      }
    }

    @Override
    public CompletionStage<Operation> previewCancel(Caller caller, String id) {
      return get(caller, id)
          .thenCompose(
              operation ->
                  operation.done()
                      ? failed(
                          Problem.builder("operation-done", Category.CONFLICT, "It has succeeded."))
                      : CompletableFuture.completedFuture(
                          operation.toBuilder().cancelRequested(true).build()));
    }

    @Override
    public CompletionStage<Page<Operation>> list(Caller caller, OperationQuery query) {
      synchronized (FakeMachines.this) {
        return CompletableFuture.completedFuture(
            page(
                inOrder(operations.values(), query.oldestFirst()),
                operation ->
                    (query.state() == null || operation.state() == query.state())
                        && (query.done() == null || operation.done() == query.done())
                        && (query.kind() == null || operation.kind() == query.kind())
                        && (query.target() == null || operation.target().equals(query.target()))
                        && (query.parent() == null || query.parent().equals(operation.parent())),
                query.pageSize(),
                query.pageToken()));
      }
    }
  }
}
