package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.Snapshots;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes the calls of operations on snapshots. To the rules a snapshot is like a machine: a thing
 * that is made once, found by token or owner tag, described, and deleted; so it is shown to them as
 * an instance that runs when it is available.
 */
final class SnapshotCalls {
  private static final String TYPE = "snapshot";

  private SnapshotCalls() {}

  /** Whether an operation works on a snapshot. */
  static boolean concern(OperationKind kind) {
    return switch (kind) {
      case SNAPSHOT, RESTORE_SNAPSHOT, DELETE_SNAPSHOT -> true;
      default -> false;
    };
  }

  static CompletionStage<Outcome<List<Instance>>> make(
      Provider provider, OperationRecord record, Machine machine, CallContext context) {
    return provider
        .snapshots()
        .map(facet -> make(facet, provider, record, machine, context))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    new Outcome.Failed<>(
                        ProviderError.of(
                            Category.UNSUPPORTED,
                            "the provider of account "
                                + record.place().account()
                                + " has no snapshots"))));
  }

  private static CompletionStage<Outcome<List<Instance>>> make(
      Snapshots facet,
      Provider provider,
      OperationRecord record,
      Machine machine,
      CallContext context) {
    String region = record.place().region();
    String reference = Objects.requireNonNullElse(machine.status().providerReference(), "");
    boolean restoring = record.operation().kind() == OperationKind.RESTORE_SNAPSHOT;
    return switch (record.next()) {
      case CREATE ->
          facet
              .create(
                  context,
                  new SnapshotRequest(region, reference, name(record, machine), record.owner()))
              .thenApply(outcome -> ProviderCalls.map(outcome, SnapshotCalls::one));
      case RESTORE ->
          facet
              .restore(context, region, reference, reference(record))
              .thenApply(
                  outcome ->
                      ProviderCalls.map(
                          outcome, value -> value == null ? List.of() : List.of(value)));
      case DELETE ->
          facet
              .delete(context, region, reference(record))
              .thenApply(outcome -> ProviderCalls.map(outcome, value -> List.of()));
      case REMOVE_DUPLICATE ->
          facet
              .delete(context, region, record.duplicates().get(0))
              .thenApply(outcome -> ProviderCalls.map(outcome, value -> List.of()));
      case DESCRIBE ->
          restoring
              ? provider
                  .compute()
                  .describe(context, region, reference)
                  .thenApply(
                      outcome ->
                          ProviderCalls.map(
                              outcome,
                              value -> value == null ? List.of() : value.stream().toList()))
              : facet
                  .describe(context, region, reference(record))
                  .thenApply(
                      outcome ->
                          ProviderCalls.map(
                              outcome,
                              value ->
                                  value == null
                                      ? List.of()
                                      : value.stream().map(SnapshotCalls::shown).toList()));
      case FIND_BY_TOKEN ->
          facet
              .findByToken(context, region, record.searchToken())
              .thenApply(outcome -> ProviderCalls.map(outcome, SnapshotCalls::all));
      case FIND_BY_OWNER ->
          facet
              .findByOwner(context, region, record.owner())
              .thenApply(outcome -> ProviderCalls.map(outcome, SnapshotCalls::all));
      case POLL ->
          provider
              .compute()
              .poll(context, region, Objects.requireNonNull(record.handle(), "handle"))
              .thenApply(
                  outcome ->
                      ProviderCalls.map(
                          outcome, value -> value == null ? List.of() : List.of(value)));
      default ->
          throw new IllegalStateException("nothing on a snapshot makes a " + record.next().word());
    };
  }

  private static String name(OperationRecord record, Machine machine) {
    return machine.snapshots().stream()
        .filter(snapshot -> snapshot.operation().equals(record.id()))
        .map(Snapshot::name)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the machine has no snapshot of " + record.id()));
  }

  private static String reference(OperationRecord record) {
    return Objects.requireNonNull(record.reference(), "reference");
  }

  private static List<Instance> one(@org.jspecify.annotations.Nullable CloudSnapshot snapshot) {
    return snapshot == null ? List.of() : List.of(shown(snapshot));
  }

  private static List<Instance> all(
      @org.jspecify.annotations.Nullable List<CloudSnapshot> snapshots) {
    return snapshots == null ? List.of() : snapshots.stream().map(SnapshotCalls::shown).toList();
  }

  private static Instance shown(CloudSnapshot snapshot) {
    MachineState state =
        switch (snapshot.state()) {
          case PENDING -> MachineState.PROVISIONING;
          case AVAILABLE -> MachineState.RUNNING;
          case DELETING -> MachineState.DELETING;
          case DELETED -> MachineState.DELETED;
          case FAILED -> MachineState.FAILED;
          case UNKNOWN -> MachineState.UNKNOWN;
        };
    return new Instance(
        snapshot.reference(),
        snapshot.region(),
        null,
        TYPE,
        state,
        snapshot.rawState(),
        List.of(),
        snapshot.idempotencyToken(),
        snapshot.tags(),
        snapshot.observedAt());
  }
}
