package io.novacron.core.internal.machine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.Layouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a day which request came with which key and what it was answered. The record is
 * written before the operation's own, with the ids that this will have; a retry after a crash
 * between the two goes on with the same ids. What begins no operation on a machine leaves its
 * answer in a receipt, which is written with the change itself, so that the one is there exactly
 * when the other is. Safe for use by many threads and nodes.
 */
public final class IdempotencyKeys {
  /** Kind of the records. */
  public static final String KIND = "idempotency-key";

  /** Kind of the receipts. */
  public static final String RECEIPT_KIND = "idempotency-receipt";

  /** Version 3 knows receipts; those before have the layouts of what they remember. */
  private static final int VERSION = Layouts.VERSION + 1;

  private static final String WRITTEN_AT = "writtenAt";

  private static final Pattern LEGAL = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration OTHER_NODE_MAY_TAKE = Duration.ofMinutes(1);
  private static final JsonCodec<Remembered> CODEC =
      new JsonCodec<>(
          Remembered.class,
          VERSION,
          (from, remembered) -> {
            Layouts.operation(from, remembered.get("operation"));
            if (remembered.get("machine") instanceof ObjectNode machine) {
              Layouts.machine(from, machine);
            }
            return remembered;
          });

  private final String node;
  private final Clock clock;

  /**
   * Makes the memory of one node. Within a node, {@link RequestsUnderWay} lets one request of a key
   * pass at a time.
   *
   * @param node name of the node
   * @param clock the time
   */
  public IdempotencyKeys(String node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  /**
   * Checks the form of a key.
   *
   * @throws ProblemException with INVALID
   */
  public static void check(@Nullable String key) {
    if (key != null && !LEGAL.matcher(key).matches()) {
      throw Problem.builder(
              "invalid-idempotency-key", Category.INVALID, "The idempotency key is not legal.")
          .error("Idempotency-Key", "must be 1 to 128 visible ASCII characters without spaces")
          .toException();
    }
  }

  /** When a key was used. */
  public static Instant reservedAt(StoredRecord stored) {
    return CODEC.decode(stored).reservedAt();
  }

  /** When a receipt was written. */
  public static Instant writtenAt(StoredRecord receipt) {
    return Instant.parse(receipt.attributes().get(WRITTEN_AT));
  }

  /** Where a caller's key is remembered; keys of different principals do not meet. */
  public static Key key(Caller caller, String key) {
    String id = Digest.of(caller.principal(), key);
    return new Key(caller.tenant(), KIND, id, id);
  }

  /**
   * Looks a key up.
   *
   * @param digest digest of the request
   * @return what is known; fails with INVALID {@code idempotency-key-reused} when another request
   *     used it, and with CONFLICT {@code request-in-progress} while another node is accepting it
   */
  public CompletionStage<Found> find(StateStore store, Key key, String digest) {
    return store
        .get(key)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(Found.nothing(Mutation.ABSENT))
                    : judge(store, found.get(), digest));
  }

  private CompletionStage<Found> judge(StateStore store, StoredRecord stored, String digest) {
    Remembered remembered = CODEC.decode(stored);
    Instant now = clock.instant();
    if (!now.isBefore(remembered.reservedAt().plus(KEPT))) {
      return CompletableFuture.completedFuture(Found.nothing(stored.revision()));
    }
    if (!remembered.digest().equals(digest)) {
      throw reused();
    }
    boolean mayBeUnderWay =
        !remembered.node().equals(node)
            && now.isBefore(remembered.reservedAt().plus(OTHER_NODE_MAY_TAKE));
    Operation operation = remembered.operation();
    if (operation == null) {
      return store
          .get(Objects.requireNonNull(remembered.receipt(), "receipt").key(stored.key()))
          .thenApply(
              receipt -> {
                if (receipt.isEmpty() && mayBeUnderWay) {
                  throw inProgress(null);
                }
                return new Found(
                    stored.revision(), receipt.isPresent(), null, null, receipt.orElse(null));
              });
    }
    return store
        .get(Journal.key(operation))
        .thenApply(
            journal -> {
              boolean recorded = journal.isPresent();
              if (!recorded && mayBeUnderWay) {
                throw inProgress(operation.id());
              }
              return new Found(stored.revision(), recorded, remembered.machine(), operation, null);
            });
  }

  /**
   * Remembers a request and the answer that it will have, before anything else is recorded.
   *
   * @param found what {@link #find} said
   * @param machine the machine of the answer; absent when that is an operation only
   */
  public CompletionStage<Void> reserve(
      StateStore store,
      Key key,
      Found found,
      String digest,
      @Nullable Machine machine,
      Operation operation) {
    Remembered remembered = new Remembered(digest, node, clock.instant(), machine, operation, null);
    return store
        .commit(Transaction.of(put(key, found.revision(), remembered)))
        .thenApply(written -> null);
  }

  /** A place for the receipt of a request that has the key. */
  Receipt receipt(Key key, String partitionKey) {
    return new Receipt(partitionKey, key.id() + "." + clock.instant().toEpochMilli());
  }

  /**
   * Remembers where the receipt of a request will be.
   *
   * @param revision revision of the key's record that this is written over
   */
  Mutation.Put reservation(Key key, long revision, String digest, Receipt receipt) {
    return put(key, revision, new Remembered(digest, node, clock.instant(), null, null, receipt));
  }

  /** The receipt itself, to be written with the change that it is of. */
  <T> Mutation.Put put(Key key, Receipt receipt, JsonCodec<T> codec, T answer) {
    return new Mutation.Put(
        receipt.key(key),
        Mutation.ABSENT,
        codec.schemaVersion(),
        Map.of(WRITTEN_AT, clock.instant().toString()),
        codec.encode(answer));
  }

  private static Mutation.Put put(Key key, long revision, Remembered remembered) {
    return new Mutation.Put(
        key, revision, CODEC.schemaVersion(), Map.of(), CODEC.encode(remembered));
  }

  /**
   * Forgets a request that came to nothing, as {@link #forget(StateStore, Key, Found, String)}
   * does; one that has its receipt came to something.
   *
   * @param revision revision that the key's record got when the receipt's place was remembered
   */
  CompletionStage<Void> forget(StateStore store, Key key, long revision, Receipt receipt) {
    return store
        .get(receipt.key(key))
        .thenCompose(
            written ->
                written.isPresent()
                    ? CompletableFuture.<Void>completedFuture(null)
                    : store
                        .commit(Transaction.of(new Mutation.Delete(key, revision)))
                        .<Void>thenApply(done -> null));
  }

  /**
   * Forgets a request that came to nothing, so that its key can be used for a corrected one. Does
   * nothing when another node has taken the request over meanwhile: there it may have come to
   * something.
   *
   * @param found what {@link #find} said before the key was reserved over it
   */
  public CompletionStage<Void> forget(StateStore store, Key key, Found found, String operation) {
    return store
        .get(key)
        .thenCompose(
            stored -> {
              if (stored.isEmpty() || stored.get().revision() != found.revision() + 1) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              Operation reserved = CODEC.decode(stored.get()).operation();
              if (reserved == null || !reserved.id().equals(operation)) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              return store
                  .commit(Transaction.of(new Mutation.Delete(key, stored.get().revision())))
                  .<Void>thenApply(written -> null);
            });
  }

  static ProblemException inProgress(@Nullable String operation) {
    return Problem.builder(
            "request-in-progress",
            Category.CONFLICT,
            "The same request with this idempotency key is still being accepted.")
        .retryable(true)
        .retryAfter(Duration.ofSeconds(1))
        .operation(operation)
        .nextStep("Repeat it with the same key in a second; the answer will be the first one's.")
        .toException();
  }

  static ProblemException reused() {
    return Problem.builder(
            "idempotency-key-reused",
            Category.INVALID,
            "This idempotency key was used with another request in the last 24 hours.")
        .error(
            "Idempotency-Key", "must be new for each request; repeats need the same body and path")
        .nextStep("Use a new key for a new request.")
        .toException();
  }

  /**
   * What is known of a key.
   *
   * @param revision revision of its record, to be reserved over
   * @param accepted whether the request came to something, so that its answer is repeated
   * @param machine the machine of the answer
   * @param operation the operation of the answer; of a request that came to nothing, the one that
   *     was meant to be recorded, whose id is used again
   * @param receipt the answer, of a request that begins no operation on a machine
   */
  public record Found(
      long revision,
      boolean accepted,
      @Nullable Machine machine,
      @Nullable Operation operation,
      @Nullable StoredRecord receipt) {
    static Found nothing(long revision) {
      return new Found(revision, false, null, null, null);
    }

    /** The answer to repeat; absent when there is none yet. */
    @Nullable Accepted answer() {
      return accepted ? both() : null;
    }

    /** What an earlier attempt meant to record and did not; its ids are used again. */
    @Nullable Accepted begun() {
      return accepted ? null : both();
    }

    private @Nullable Accepted both() {
      return machine == null || operation == null ? null : new Accepted(machine, operation, true);
    }
  }

  /**
   * Where a receipt is.
   *
   * @param partitionKey that of the change that it is of
   * @param id its id there
   */
  record Receipt(String partitionKey, String id) {
    Receipt {
      Objects.requireNonNull(partitionKey, "partitionKey");
      Objects.requireNonNull(id, "id");
    }

    Key key(Key idempotencyKey) {
      return new Key(idempotencyKey.tenant(), RECEIPT_KIND, partitionKey, id);
    }
  }

  private record Remembered(
      String digest,
      String node,
      Instant reservedAt,
      @Nullable Machine machine,
      @Nullable Operation operation,
      @Nullable Receipt receipt) {
    private Remembered {
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(node, "node");
      if ((operation == null) == (receipt == null)) {
        throw new IllegalArgumentException("either an operation or a receipt answers the request");
      }
    }
  }
}
