package io.novacron.core.internal.inventory;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.operation.Operation;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a machine, volume or snapshot that carries our owner tag belongs to nobody. An
 * operation that is not done may yet have made it or be about to remove it, and so may a call that
 * was under way when an operation ended; where the journal knows nothing of the operation, its id
 * tells when it was begun. Whoever is in doubt is no orphan.
 */
final class OrphanCheck {
  private final Supplier<OperationSettings> settings;
  private final Clock clock;

  OrphanCheck(Supplier<OperationSettings> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Why it is an orphan, as a sentence; empty when it is none, or may be none.
   *
   * @param found one with an owner tag; a volume that no machine has
   * @param bound for how long its cloud may show something older
   */
  CompletionStage<Optional<String>> verdict(StateStore store, Unclaimed found, Duration bound) {
    OwnerTag owner = found.owner();
    if (owner == null || !legal(owner)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return store
        .get(MachineRecords.key(owner.tenant(), owner.machine()))
        .thenCombine(
            store.get(Journal.key(owner.tenant(), owner.machine(), owner.operation())),
            Records::new)
        .thenCompose(
            records -> {
              Machine machine = records.machine.map(MachineRecords::read).orElse(null);
              if (machine == null) {
                return CompletableFuture.completedFuture(
                    verdict(found, owner, null, records.operation, Optional.empty(), bound));
              }
              return store
                  .get(Journal.key(owner.tenant(), owner.machine(), machine.operation()))
                  .thenApply(
                      latest -> verdict(found, owner, machine, records.operation, latest, bound));
            });
  }

  /**
   * Which of many certainly are orphans, asked one after the other.
   *
   * @param bound for how long their cloud may show something older
   * @return why each of them is, by the cloud's id
   */
  CompletionStage<Map<String, String>> verdicts(
      StateStore store, Collection<Unclaimed> found, Duration bound, Executor executor) {
    Map<String, String> reasons = new HashMap<>();
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (Unclaimed each : found) {
      all =
          all.thenComposeAsync(
              done ->
                  verdict(store, each, bound)
                      .thenAccept(
                          why -> why.ifPresent(reason -> reasons.put(each.reference(), reason))),
              executor);
    }
    return all.thenApply(done -> Map.copyOf(reasons));
  }

  /**
   * Whether the tag names what can be looked up; whoever has written another is not asked about.
   */
  static boolean legal(OwnerTag owner) {
    try {
      Journal.key(owner.tenant(), owner.machine(), owner.operation());
      MachineRecords.key(owner.tenant(), owner.machine());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> verdict(
      Unclaimed found,
      OwnerTag owner,
      @Nullable Machine machine,
      Optional<StoredRecord> maker,
      Optional<StoredRecord> latest,
      Duration bound) {
    // A call may have been sent at the last moment, and its cloud may take its time to show it.
    Duration settled = settings.get().callTimeout().multipliedBy(2).plus(bound);
    if (underWay(maker, settled) || underWay(latest, settled)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (maker.isEmpty()) {
      Instant made = IdentifierGenerator.madeAt(owner.operation()).orElse(null);
      Duration longest = settings.get().createDeadline().plus(settled);
      if (made == null || made.plus(longest).isAfter(now)) {
        return Optional.empty();
      }
    }
    if (found.firstSeenAt().plus(settled).isAfter(now)) {
      return Optional.empty();
    }
    if (machine == null) {
      return Optional.of("There is no record of machine " + owner.machine() + ", which it names.");
    }
    if (machine.status().state() == MachineState.DELETED) {
      return Optional.of("Machine " + owner.machine() + ", which it names, was deleted.");
    }
    return switch (found.resource()) {
      case MACHINE -> unlike(found, owner, machine.status());
      case VOLUME -> withoutMachine(owner, machine.status());
      case SNAPSHOT -> notListed(found, owner, machine);
    };
  }

  private static Optional<String> unlike(Unclaimed found, OwnerTag owner, MachineStatus status) {
    String reference = status.providerReference();
    if (reference == null) {
      return withoutMachine(owner, status);
    }
    return reference.equals(found.reference())
        ? Optional.empty()
        : Optional.of(
            "Machine " + owner.machine() + ", which it names, has another one: " + reference + ".");
  }

  /** One that has come to something keeps what names it: a volume may be off it for a time only. */
  private static Optional<String> withoutMachine(OwnerTag owner, MachineStatus status) {
    return status.providerReference() == null && status.state() == MachineState.FAILED
        ? Optional.of("Machine " + owner.machine() + ", which it names, failed without it.")
        : Optional.empty();
  }

  private static Optional<String> notListed(Unclaimed found, OwnerTag owner, Machine machine) {
    boolean listed =
        machine.snapshots().stream()
            .anyMatch(
                snapshot ->
                    snapshot.providerReference() == null
                        ? snapshot.operation().equals(owner.operation())
                        : snapshot.providerReference().equals(found.reference()));
    return listed
        ? Optional.empty()
        : Optional.of("Machine " + owner.machine() + ", which it names, has no such snapshot.");
  }

  private boolean underWay(Optional<StoredRecord> stored, Duration settled) {
    if (stored.isEmpty()) {
      return false;
    }
    Operation operation = Journal.operation(stored.get());
    Instant endedAt = operation.endedAt();
    return !operation.done() || endedAt == null || endedAt.plus(settled).isAfter(clock.instant());
  }

  private record Records(Optional<StoredRecord> machine, Optional<StoredRecord> operation) {}
}
