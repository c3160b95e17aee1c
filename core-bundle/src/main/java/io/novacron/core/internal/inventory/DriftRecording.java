package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Change;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationCounts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what becomes of a difference: that it is ignored, or that the record follows the cloud,
 * which is an operation that is done in the write that records it.
 */
final class DriftRecording {
  private final DriftBook drifts;
  private final OperationCounts counts;
  private final IdentifierGenerator identifiers;
  private final Clock clock;

  DriftRecording(
      DriftBook drifts, OperationCounts counts, IdentifierGenerator identifiers, Clock clock) {
    this.drifts = drifts;
    this.counts = counts;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** Ignores a difference until something else is seen. */
  CompletionStage<Drift> ignore(
      ControlPlane controlPlane,
      Caller caller,
      Machine machine,
      Drift drift,
      Function<Drift, CompletionStage<List<Mutation>>> receipt) {
    Drift ignored = drift.ignoredBy(caller.principal());
    Machine after = withCondition(machine, kept(machine, drift, ignored));
    Change change = Change.at(clock.instant()).machine(machine, after).observed("request", "");
    return receipt
        .apply(ignored.withRevision(drift.revision() + 1))
        .thenCompose(
            more ->
                commit(
                    controlPlane,
                    with(List.of(DriftRecords.put(ignored), MachineRecords.put(after)), more),
                    change))
        .thenApply(
            written -> {
              Drift recorded = DriftRecords.read(written.get(0));
              drifts.change(id(machine), List.of(recorded), List.of());
              return recorded;
            });
  }

  /**
   * Lets the record follow the cloud.
   *
   * @param tags the tags that the cloud shows now; only looked at for labels
   */
  CompletionStage<Operation> accept(
      ControlPlane controlPlane,
      Caller caller,
      Machine machine,
      Drift drift,
      Map<String, String> tags,
      @Nullable String idempotencyKey,
      Function<Operation, CompletionStage<List<Mutation>>> receipt) {
    Instant now = clock.instant();
    Operation operation =
        Operation.queued(
                identifiers.next("op"),
                machine.tenant(),
                OperationKind.UPDATE,
                machine.id(),
                caller.principal(),
                now)
            .toBuilder()
            .state(OperationState.SUCCEEDED)
            .progress(1)
            .steps(List.of(new Step("record", Step.State.SUCCEEDED, 1, now, now, sentence(drift))))
            .result(machine.id())
            .endedAt(now)
            .idempotencyKey(idempotencyKey)
            .build();
    MachineStatus status = machine.status();
    boolean achieved = status.observedGeneration() == machine.generation();
    long generation = machine.generation() + 1;
    Machine followed =
        follow(machine, drift, tags).toBuilder()
            .generation(generation)
            .status(achieved ? status.toBuilder().observedGeneration(generation).build() : status)
            .operation(operation.id())
            .build();
    Machine after = withCondition(followed, kept(machine, drift, null));
    List<Mutation> mutations =
        List.of(MachineRecords.put(after), Journal.putDone(operation), DriftRecords.delete(drift));
    return receipt
        .apply(operation.toBuilder().revision(1).build())
        .thenCompose(
            more ->
                commit(
                    controlPlane,
                    with(mutations, more),
                    Change.at(now).machine(machine, after).operation(null, operation)))
        .thenApply(
            written -> {
              drifts.change(id(machine), List.of(), List.of(drift));
              Operation done = Journal.operation(written.get(1));
              counts.countAccepted(OperationKind.UPDATE);
              counts.countDone(done);
              return done;
            });
  }

  /** What an acceptance does, as a sentence. */
  static String sentence(Drift drift) {
    return switch (drift.aspect()) {
      case STATE -> "the desired state follows the cloud, which shows " + drift.observed();
      case INSTANCE_TYPE ->
          "the instance type wanted is " + drift.observed() + ", which the cloud shows";
      case LABELS -> "the labels follow the cloud, which shows " + drift.observed();
      case OWNER_TAG, PRESENCE ->
          throw new IllegalArgumentException(drift.aspect() + " is not followed by a record");
    };
  }

  private static Machine follow(Machine machine, Drift drift, Map<String, String> tags) {
    Machine.Builder after = machine.toBuilder();
    MachineSpec spec = machine.spec();
    return switch (drift.aspect()) {
      case STATE ->
          // A paused machine should still run.
          after
              .desiredState(
                  drift.observed().equals(MachineState.STOPPED.name())
                      ? DesiredState.STOPPED
                      : DesiredState.RUNNING)
              .build();
      case INSTANCE_TYPE ->
          after.spec(spec.toBuilder().size(null).instanceType(drift.observed()).build()).build();
      case LABELS -> labelled(machine, tags);
      case OWNER_TAG, PRESENCE ->
          throw new IllegalArgumentException(drift.aspect() + " is not followed by a record");
    };
  }

  private static Machine labelled(Machine machine, Map<String, String> tags) {
    Map<String, String> given =
        machine.cloudLabels() == null ? Map.of() : Map.copyOf(machine.cloudLabels());
    Map<String, String> known = new HashMap<>();
    Map<String, String> labels = new HashMap<>(machine.spec().labels());
    given.forEach(
        (key, value) -> {
          String now = tags.get(key);
          if (now != null) {
            known.put(key, now);
          }
          // A label that was changed here since then is not the cloud's to change.
          if (!value.equals(now) && value.equals(labels.get(key))) {
            if (now == null) {
              labels.remove(key);
            } else {
              labels.put(key, now);
            }
          }
        });
    return machine.toBuilder()
        .cloudLabels(known)
        .spec(machine.spec().toBuilder().labels(labels).build())
        .build();
  }

  /** The machine with what its condition says of the differences that are left. */
  private Machine withCondition(Machine machine, Map<DriftAspect, Drift> kept) {
    Set<DriftAspect> open = Comparison.open(kept.values());
    return machine.toBuilder()
        .status(
            machine.status().toBuilder()
                .conditions(
                    Observations.conditions(machine.status().conditions(), open, clock.instant()))
                .build())
        .build();
  }

  /** The differences of a machine with another in place of one, or without it. */
  private Map<DriftAspect, Drift> kept(Machine machine, Drift drift, @Nullable Drift instead) {
    Map<DriftAspect, Drift> kept = new EnumMap<>(DriftAspect.class);
    kept.putAll(drifts.of(id(machine)));
    if (instead == null) {
      kept.remove(drift.aspect());
    } else {
      kept.put(drift.aspect(), instead);
    }
    return kept;
  }

  private static List<Mutation> with(List<Mutation> mutations, List<Mutation> more) {
    List<Mutation> all = new ArrayList<>(mutations);
    all.addAll(more);
    return all;
  }

  private CompletionStage<List<StoredRecord>> commit(
      ControlPlane controlPlane, List<Mutation> mutations, Change change) {
    Claim claim =
        controlPlane
            .claims()
            .claim(mutations.get(0).key().tenant(), mutations.get(0).key().partitionKey())
            .orElse(null);
    return controlPlane
        .changes()
        .commit(new Transaction(mutations, claim), change)
        .whenComplete(
            (written, failure) -> {
              if (claim != null && failure != null) {
                controlPlane.claims().failed(claim, failure);
              }
            });
  }

  private static MachineId id(Machine machine) {
    return new MachineId(machine.tenant(), machine.id());
  }
}
