package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.MachineRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps names unique among machines that are not deleted. A name lives under another partition key
 * than its machine, so it is reserved before the machine is recorded; one whose machine never came,
 * or is deleted, may be taken over. Safe for use by many threads and nodes.
 */
final class NameReservations {
  /** A machine is recorded at most this long after its name was reserved. */
  static final Duration GOOD_FOR = Duration.ofSeconds(30);

  /** A reservation without a machine is stale after this time. */
  static final Duration STALE_AFTER = Duration.ofMinutes(1);

  private static final String KIND = "machine-name";
  private static final int MOST_TRIES = 4;
  private static final JsonCodec<Reservation> CODEC = JsonCodec.of(Reservation.class);

  private final Clock clock;

  NameReservations(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reserves a name for a machine.
   *
   * @return what was reserved; fails with CONFLICT {@code name-taken}
   */
  CompletionStage<Held> reserve(StateStore store, String tenant, String name, String machine) {
    return reserve(store, key(tenant, name), machine, MOST_TRIES);
  }

  /** Fails with CONFLICT {@code name-taken} when a machine has the name; reserves nothing. */
  CompletionStage<Void> requireFree(StateStore store, String tenant, String name) {
    Key key = key(tenant, name);
    return store
        .get(key)
        .thenCompose(found -> expected(store, key, "", found))
        .thenApply(revision -> null);
  }

  /**
   * Gives a name back for which nothing came of the request. Does nothing when the same request
   * holds it by another try, here or on another node: there its machine may be recorded.
   */
  CompletionStage<Void> giveBack(StateStore store, Held held) {
    if (!held.fresh) {
      return CompletableFuture.completedFuture(null);
    }
    return store
        .get(held.key)
        .thenCompose(
            found ->
                found.isEmpty()
                        || found.get().revision() != held.revision
                        || !CODEC.decode(found.get()).equals(held.reservation)
                    ? CompletableFuture.<Void>completedFuture(null)
                    : store
                        .commit(Transaction.of(new Mutation.Delete(held.key, held.revision)))
                        .<Void>thenApply(written -> null));
  }

  /** Gives a name back when it is reserved for this machine; else does nothing. */
  CompletionStage<Void> release(StateStore store, String tenant, String name, String machine) {
    Key key = key(tenant, name);
    return store
        .get(key)
        .thenCompose(
            found -> {
              if (found.isEmpty() || !CODEC.decode(found.get()).machine().equals(machine)) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              return store
                  .commit(Transaction.of(new Mutation.Delete(key, found.get().revision())))
                  .<Void>thenApply(written -> null);
            });
  }

  /** The machine that a name is reserved for; empty when there is none. */
  CompletionStage<Optional<String>> holder(StateStore store, String tenant, String name) {
    return store
        .get(key(tenant, name))
        .thenApply(found -> found.map(stored -> CODEC.decode(stored).machine()));
  }

  private CompletionStage<Held> reserve(StateStore store, Key key, String machine, int tries) {
    return store
        .get(key)
        .thenCompose(
            found ->
                expected(store, key, machine, found)
                    .thenCompose(
                        revision -> {
                          boolean fresh =
                              found.isEmpty()
                                  || !CODEC.decode(found.get()).machine().equals(machine);
                          Reservation reservation = new Reservation(machine, clock.instant());
                          return store
                              .commit(Transaction.of(put(key, revision, reservation)))
                              .thenApply(
                                  written ->
                                      new Held(key, written.get(0).revision(), reservation, fresh));
                        }))
        .exceptionallyCompose(
            failure -> {
              Throwable cause = Failures.unwrapped(failure);
              return cause instanceof RevisionConflictException && tries > 1
                  ? reserve(store, key, machine, tries - 1)
                  : CompletableFuture.failedFuture(cause);
            });
  }

  /** The revision over which the name may be reserved. */
  private CompletionStage<Long> expected(
      StateStore store, Key key, String machine, Optional<StoredRecord> found) {
    if (found.isEmpty()) {
      return CompletableFuture.completedFuture(Mutation.ABSENT);
    }
    Reservation held = CODEC.decode(found.get());
    long revision = found.get().revision();
    if (held.machine().equals(machine)) {
      return CompletableFuture.completedFuture(revision);
    }
    return store
        .get(MachineRecords.key(key.tenant(), held.machine()))
        .thenApply(
            record -> {
              if (record.isPresent()) {
                Machine holder = MachineRecords.read(record.get());
                if (holder.status().state() != MachineState.DELETED) {
                  throw taken(key.id(), "machine " + holder.id() + " has it");
                }
              } else if (clock.instant().isBefore(held.reservedAt().plus(STALE_AFTER))) {
                throw taken(key.id(), "another request has just reserved it");
              }
              return revision;
            });
  }

  private static ProblemException taken(String name, String why) {
    return Problem.builder(
            "name-taken", Category.CONFLICT, "The name " + name + " is taken: " + why + ".")
        .error("/name", "must be unique among machines that are not deleted")
        .nextStep("Choose another name, or delete that machine first.")
        .toException();
  }

  private static Mutation put(Key key, long revision, Reservation reservation) {
    return new Mutation.Put(
        key, revision, CODEC.schemaVersion(), Map.of(), CODEC.encode(reservation));
  }

  private static Key key(String tenant, String name) {
    return new Key(tenant, KIND, name, name);
  }

  private record Reservation(String machine, Instant reservedAt) {}

  /** A name that was reserved by a try of a request; fresh when no other try had reserved it. */
  static final class Held {
    private final Key key;
    private final long revision;
    private final Reservation reservation;
    private final boolean fresh;

    private Held(Key key, long revision, Reservation reservation, boolean fresh) {
      this.key = key;
      this.revision = revision;
      this.reservation = reservation;
      this.fresh = fresh;
    }
  }
}
