package io.novacron.core.internal.placement;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Query;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.codec.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What decisions were made from, kept once by what it is and its digest. What is larger than one
 * record may be is kept in parts; the head is written last, so that whoever finds it finds all.
 */
final class InputRecords {
  /** Kind of the records. */
  static final String KIND = "placement-input";

  private static final JsonCodec<Head> HEADS = JsonCodec.of(Head.class);
  private static final int PART_BYTES = 512 << 10;

  private InputRecords() {}

  /** The address of an input. */
  static Key key(String tenant, String id) {
    return new Key(tenant, KIND, id, id);
  }

  /**
   * Keeps an input. Keeping it again changes nothing but the time at which it was last wanted.
   *
   * @param now the time
   * @param value makes the bytes when they are not kept yet
   * @param executor makes them; a catalog takes some tenths of a second
   */
  static CompletionStage<Void> keep(
      StateStore store,
      String tenant,
      String id,
      Instant now,
      Supplier<byte[]> value,
      Executor executor) {
    return store
        .get(key(tenant, id))
        .thenComposeAsync(
            found ->
                found.isPresent()
                    ? touch(store, found.get(), now)
                    : write(store, tenant, id, now, value.get()),
            executor);
  }

  private static CompletionStage<Void> touch(StateStore store, StoredRecord head, Instant now) {
    return put(store, head.key(), head.revision(), HEADS.encode(new Head(head(head).parts(), now)));
  }

  private static CompletionStage<Void> write(
      StateStore store, String tenant, String id, Instant now, byte[] value) {
    int parts = (value.length + PART_BYTES - 1) / PART_BYTES;
    CompletionStage<Void> written = CompletableFuture.completedFuture(null);
    for (int part = 0; part < parts; part++) {
      byte[] slice =
          Arrays.copyOfRange(
              value, part * PART_BYTES, Math.min((part + 1) * PART_BYTES, value.length));
      Key key = part(tenant, id, part);
      written = written.thenCompose(done -> put(store, key, Mutation.ABSENT, slice));
    }
    byte[] head = HEADS.encode(new Head(parts, now));
    return written.thenCompose(done -> put(store, key(tenant, id), Mutation.ABSENT, head));
  }

  /** Reads an input; empty when it is not kept. */
  static CompletionStage<Optional<byte[]>> read(StateStore store, String tenant, String id) {
    return store
        .get(key(tenant, id))
        .thenCompose(
            head ->
                head.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : readParts(store, tenant, id, head(head.get()).parts()));
  }

  /** All keys of an input. */
  static List<Key> keys(StoredRecord head) {
    Key key = head.key();
    Key[] keys = new Key[head(head).parts() + 1];
    keys[0] = key;
    for (int part = 1; part < keys.length; part++) {
      keys[part] = part(key.tenant(), key.id(), part - 1);
    }
    return List.of(keys);
  }

  /** Whether a record is the head of an input, and not a part of one. */
  static boolean isHead(StoredRecord stored) {
    return stored.key().id().equals(stored.key().partitionKey());
  }

  /** The heads and parts of all inputs. */
  static Query all() {
    return Query.of(null, KIND);
  }

  /** What a head says. */
  static Head head(StoredRecord head) {
    return HEADS.decode(head);
  }

  private static Key part(String tenant, String id, int part) {
    return new Key(tenant, KIND, id, id + "." + part);
  }

  private static CompletionStage<Void> put(StateStore store, Key key, long expected, byte[] value) {
    return store
        .commit(
            Transaction.of(new Mutation.Put(key, expected, HEADS.schemaVersion(), Map.of(), value)))
        .handle(
            (written, failure) -> {
              Throwable cause =
                  failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
              if (cause == null || cause instanceof RevisionConflictException) {
                return null;
              }
              throw new CompletionException(cause);
            });
  }

  private static CompletionStage<Optional<byte[]>> readParts(
      StateStore store, String tenant, String id, int parts) {
    List<CompletableFuture<Optional<StoredRecord>>> reads =
        IntStream.range(0, parts)
            .mapToObj(part -> store.get(part(tenant, id, part)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              ByteArrayOutputStream whole = new ByteArrayOutputStream();
              for (CompletableFuture<Optional<StoredRecord>> read : reads) {
                Optional<StoredRecord> part = read.join();
                if (part.isEmpty()) {
                  return Optional.<byte[]>empty();
                }
                whole.writeBytes(part.get().value());
              }
              return Optional.of(whole.toByteArray());
            });
  }

  /**
   * The head of an input.
   *
   * @param parts how many parts it has
   * @param wantedAt when a decision was last made from it, give or take the time for which an
   *     archive remembers what it kept
   */
  record Head(int parts, Instant wantedAt) {}
}
