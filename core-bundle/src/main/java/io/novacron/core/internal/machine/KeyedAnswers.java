package io.novacron.core.internal.machine;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.time.Timer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a change as it is asked for: as a dry run, once for its idempotency key, or as it comes.
 * First the key is remembered with the place of the receipt, then the change is written with the
 * receipt. Whoever finds the key without the receipt knows that the request came to nothing, and
 * makes the change; a crash at any point leaves both or neither. Safe for use by many threads and
 * nodes.
 *
 * @param <T> class of the answers
 */
public final class KeyedAnswers<T> {
  private final IdempotencyKeys keys;
  private final RequestsUnderWay<T> underWay;
  private final Executor executor;
  private final JsonCodec<T> codec;
  private final UnaryOperator<T> repeated;

  KeyedAnswers(
      IdempotencyKeys keys,
      Timer timer,
      Executor executor,
      JsonCodec<T> codec,
      UnaryOperator<T> repeated) {
    this.keys = keys;
    this.underWay = new RequestsUnderWay<>(timer, repeated);
    this.executor = executor;
    this.codec = codec;
    this.repeated = repeated;
  }

  /**
   * Makes a change of a caller who may.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param caller whose key it is
   * @param options how the change is asked for
   * @param digest what makes two requests the same
   * @param work makes the change; not called for a repeated request
   */
  public CompletionStage<T> answer(
      Supplier<StateStore> store,
      Caller caller,
      RequestOptions options,
      String digest,
      Function<Attempt<T>, CompletionStage<T>> work) {
    String idempotencyKey = options.idempotencyKey();
    if (idempotencyKey == null) {
      return work.apply(options.dryRun() ? Attempt.dry() : Attempt.plain());
    }
    IdempotencyKeys.check(idempotencyKey);
    StateStore current = store.get();
    Key key = IdempotencyKeys.key(caller, idempotencyKey);
    return underWay.once(
        key,
        digest,
        () ->
            keys.find(current, key, digest)
                .thenComposeAsync(
                    found -> {
                      StoredRecord receipt = found.receipt();
                      return receipt == null
                          ? new Keyed(current, idempotencyKey, key, digest, found.revision())
                              .make(work)
                          : CompletableFuture.completedFuture(
                              repeated.apply(codec.decode(receipt)));
                    },
                    executor));
  }

  /** One request with a key that has no answer yet. Used by one thread after the other. */
  private final class Keyed implements Attempt<T> {
    private final StateStore store;
    private final String idempotencyKey;
    private final Key key;
    private final String digest;
    private long revision;
    private IdempotencyKeys.@Nullable Receipt reserved;
    private boolean announced;

    private Keyed(StateStore store, String idempotencyKey, Key key, String digest, long revision) {
      this.store = store;
      this.idempotencyKey = idempotencyKey;
      this.key = key;
      this.digest = digest;
      this.revision = revision;
    }

    @Override
    public boolean dryRun() {
      return false;
    }

    @Override
    public String idempotencyKey() {
      return idempotencyKey;
    }

    private CompletionStage<T> make(Function<Attempt<T>, CompletionStage<T>> work) {
      CompletionStage<T> made;
      try {
        made = work.apply(this);
      } catch (RuntimeException e) {
        made = CompletableFuture.failedFuture(e);
      }
      return made.thenCompose(this::kept).exceptionallyCompose(this::notMade);
    }

    @Override
    public CompletionStage<List<Mutation>> receipt(String partitionKey, T answer) {
      return reserve(partitionKey)
          .thenApply(receipt -> List.of(keys.put(key, receipt, codec, answer)));
    }

    @Override
    public CompletionStage<Void> announce() {
      announced = true;
      return reserve(key.partitionKey()).thenApply(receipt -> null);
    }

    private CompletionStage<IdempotencyKeys.Receipt> reserve(String partitionKey) {
      IdempotencyKeys.Receipt receipt = keys.receipt(key, partitionKey);
      return store
          .commit(Transaction.of(keys.reservation(key, revision, digest, receipt)))
          .exceptionallyCompose(Keyed::elsewhere)
          .thenApply(
              written -> {
                revision = written.get(0).revision();
                reserved = receipt;
                return receipt;
              });
    }

    /** What there was nothing to write for is answered the same when it is asked again, too. */
    private CompletionStage<T> kept(T answer) {
      IdempotencyKeys.Receipt known = reserved;
      if (known != null) {
        return announced
            ? store
                .commit(Transaction.of(keys.put(key, known, codec, answer)))
                .thenApply(written -> answer)
            : CompletableFuture.completedFuture(answer);
      }
      IdempotencyKeys.Receipt receipt = keys.receipt(key, key.partitionKey());
      return store
          .commit(
              Transaction.of(
                  keys.reservation(key, revision, digest, receipt),
                  keys.put(key, receipt, codec, answer)))
          .exceptionallyCompose(Keyed::elsewhere)
          .thenApply(written -> answer);
    }

    /** Another node has remembered the key at the same time. */
    private static <R> CompletionStage<R> elsewhere(Throwable failure) {
      Throwable cause = Failures.unwrapped(failure);
      return CompletableFuture.failedFuture(
          cause instanceof RevisionConflictException ? IdempotencyKeys.inProgress(null) : cause);
    }

    /** What was refused for certain frees its key for a corrected request. */
    private CompletionStage<T> notMade(Throwable failure) {
      Throwable cause = Failures.unwrapped(failure);
      IdempotencyKeys.Receipt receipt = reserved;
      // When the store broke, the change may yet turn out to be made, so its key stays.
      CompletionStage<Void> forgotten =
          receipt == null || Failures.leavesInDoubt(cause)
              ? CompletableFuture.completedFuture(null)
              : keys.forget(store, key, revision, receipt);
      return forgotten
          .exceptionally(lost -> null)
          .thenCompose(done -> CompletableFuture.failedFuture(cause));
    }
  }
}
