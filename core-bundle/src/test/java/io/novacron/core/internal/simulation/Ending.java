package io.novacron.core.internal.simulation;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.store.Query;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.store.contract.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must hold once all faults have been over for a while: what was acknowledged has ended, and
 * the records and the clouds agree on every machine.
 */
final class Ending {
  private final InMemoryStateStore store;
  private final List<SimulatedCloud> clouds;
  private final List<Request> requests;
  private final Scenario scenario;
  private final Checks checks;
  private final Instant now;
  private final Map<String, Machine> machines = new TreeMap<>();
  private final Map<String, OperationRecord> operations = new TreeMap<>();

  Ending(
      InMemoryStateStore store,
      List<SimulatedCloud> clouds,
      List<Request> requests,
      Scenario scenario,
      Checks checks,
      Instant now) {
    this.store = store;
    this.clouds = clouds;
    this.requests = requests;
    this.scenario = scenario;
    this.checks = checks;
    this.now = now;
    for (StoredRecord stored : all(MachineRecords.KIND)) {
      machines.put(stored.key().id(), MachineRecords.read(stored));
    }
    for (StoredRecord stored : all(Journal.KIND)) {
      operations.put(stored.key().id(), Journal.read(stored));
    }
  }

  private List<StoredRecord> all(String kind) {
    List<StoredRecord> records = new ArrayList<>();
    String token = null;
    do {
      var page =
          store
              .query(Query.of(null, kind).withLimit(500).withPageToken(token))
              .toCompletableFuture()
              .join();
      records.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null);
    return records;
  }

  /** All machines that are recorded. */
  Map<String, Machine> machines() {
    return machines;
  }

  /** All operations that are recorded. */
  Map<String, OperationRecord> operations() {
    return operations;
  }

  /** Operations that are not done. */
  List<String> live() {
    return operations.values().stream()
        .filter(record -> !record.done())
        .map(OperationRecord::id)
        .toList();
  }

  /** Looks at everything. */
  void check() {
    acknowledgedAreKnownAndDone();
    oneMachinePerRequest();
    Map<String, List<CloudMachine>> made = new HashMap<>();
    for (SimulatedCloud cloud : clouds) {
      for (CloudMachine machine : cloud.made()) {
        made.computeIfAbsent(machine.owner(), owner -> new ArrayList<>()).add(machine);
        if (!machines.containsKey(machine.owner())) {
          checks.violated(machine + " belongs to no record");
        }
      }
    }
    for (Machine machine : machines.values()) {
      agrees(machine, made.getOrDefault(machine.id(), List.of()));
    }
  }

  private void acknowledgedAreKnownAndDone() {
    for (Request request : requests) {
      if (request.open()) {
        checks.violated(request + " was never answered");
      }
      if (request.acknowledged() && !operations.containsKey(request.operation())) {
        checks.violated(request + " was acknowledged and its operation is lost");
      }
    }
    for (OperationRecord record : operations.values()) {
      Operation operation = record.operation();
      if (!record.done()) {
        checks.violated(
            "operation "
                + record.id()
                + " has not ended: "
                + operation.state()
                + ", next "
                + record.next()
                + ", waits for "
                + operation.waitingFor()
                + ", steps "
                + operation.steps());
      } else if (operation.state() == OperationState.FAILED && operation.error() == null) {
        checks.violated("operation " + record.id() + " failed without a reason");
      }
      cleanUpHadItsTime(operation);
    }
  }

  /** What is cleaned up after a cancel has a time of its own, however late the cancel came. */
  private void cleanUpHadItsTime(Operation operation) {
    Instant endedAt = operation.endedAt();
    if (operation.kind() != OperationKind.CREATE
        || !operation.cancelRequested()
        || operation.state() != OperationState.FAILED
        || endedAt == null) {
      return;
    }
    operation.steps().stream()
        .filter(step -> step.name().equals("clean-up"))
        .findFirst()
        .map(step -> Duration.between(step.startedAt(), endedAt))
        .filter(spent -> spent.compareTo(scenario.settings().cleanUpDeadline()) < 0)
        .ifPresent(
            spent ->
                checks.violated(
                    "the clean-up of operation "
                        + operation.id()
                        + " was given up after "
                        + spent
                        + ": "
                        + operation.error()));
  }

  private void oneMachinePerRequest() {
    Map<String, Request> byMachine = new HashMap<>();
    Set<String> unanswered = new HashSet<>();
    for (Request request : requests) {
      if (request.creates() && request.acknowledged()) {
        Request other = byMachine.put(request.machine(), request);
        if (other != null) {
          checks.violated(request + " and " + other + " got the same machine");
        }
      } else if (request.creates() && request.givenUp()) {
        unanswered.add(request.tenant + "/" + request.name);
      }
    }
    for (Machine machine : machines.values()) {
      if (!byMachine.containsKey(machine.id())
          && !unanswered.remove(machine.tenant() + "/" + machine.name())) {
        checks.violated(
            "machine " + machine.id() + " " + machine.name() + " was asked for by nobody");
      }
    }
  }

  private void agrees(Machine machine, List<CloudMachine> made) {
    OperationRecord latest = operations.get(machine.operation());
    if (latest == null) {
      checks.violated("machine " + machine.id() + " names an operation that is not there");
      return;
    }
    List<CloudMachine> alive =
        made.stream().filter(each -> each.target() != MachineState.DELETED).toList();
    MachineState state = machine.status().state();
    String records = "machine " + machine.id() + ", " + state + " by " + latest.id();
    if (alive.size() > 1) {
      checks.violated(records + " exists more than once: " + alive);
    }
    duplicatesAreTold(machine, made);
    CloudMachine one = alive.isEmpty() ? null : alive.get(0);
    if (one != null && !one.reference.equals(machine.status().providerReference())) {
      checks.violated(
          records + " exists as " + one + ", recorded is " + machine.status().providerReference());
    }
    if (!stateFits(state, one)) {
      checks.violated(
          records
              + ": the cloud has "
              + (one == null ? "nothing" : one + " " + one.state(now))
              + ", made were "
              + made);
    }
  }

  private boolean stateFits(MachineState state, @Nullable CloudMachine one) {
    return switch (state) {
      case RUNNING, STOPPED, PAUSED -> one != null && one.state(now) == state;
      case DELETED -> one == null;
      // A failed operation says so; whatever is left of the machine is named in the record.
      case FAILED, UNKNOWN -> true;
      default -> false;
    };
  }

  /** A second machine is born only where a cloud honours nothing, and the operation says so. */
  private void duplicatesAreTold(Machine machine, List<CloudMachine> made) {
    if (made.size() < 2) {
      return;
    }
    OperationRecord create =
        operations.values().stream()
            .filter(
                record ->
                    record.operation().kind() == OperationKind.CREATE
                        && record.operation().target().equals(machine.id()))
            .findFirst()
            .orElse(null);
    for (SimulatedCloud cloud : clouds) {
      List<CloudMachine> here =
          cloud.made().stream().filter(each -> each.owner().equals(machine.id())).toList();
      if (here.size() < 2) {
        continue;
      }
      if (cloud.traits.honoursToken()) {
        checks.violated("one request made " + here + " though the cloud honours its token");
      }
      String told =
          operations.values().stream()
              .filter(record -> record.operation().target().equals(machine.id()))
              .map(record -> record.operation().steps().toString())
              .reduce("", String::concat);
      for (CloudMachine each : here) {
        if (!told.contains(each.reference)) {
          checks.violated(
              "no operation tells of " + each + ", made beside " + here + ": " + create);
        }
      }
    }
  }
}
