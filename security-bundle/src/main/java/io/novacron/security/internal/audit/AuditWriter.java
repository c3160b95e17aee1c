package io.novacron.security.internal.audit;

import io.novacron.api.security.AuditRecord;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Turns audit records into links and writes them, many in one transaction with their head. */
final class AuditWriter {
  /** Most links in one transaction; one of its changes is the head. */
  static final int MOST_LINKS = 63;

  private static final long DEADLINE_SECONDS = 10;

  private final AuditLayout layout;
  private final AuditCodec codec = new AuditCodec();

  AuditWriter(AuditLayout layout) {
    this.layout = layout;
  }

  /** How many links may follow in one transaction. */
  int room(Position position) {
    return Math.min(MOST_LINKS, layout.room(position.end()));
  }

  /** Reads where the chain ends. */
  CompletionStage<Position> position(StateStore store) {
    return within(store.query(layout.lastHead())).thenApply(this::position);
  }

  private Position position(Page<StoredRecord> heads) {
    if (heads.items().isEmpty()) {
      return new Position(ChainEnd.NONE, Mutation.ABSENT);
    }
    StoredRecord head = heads.items().get(0);
    try {
      return new Position(codec.end(head.value()), head.revision());
    } catch (IOException e) {
      throw new StateStoreException("the head of the audit chain cannot be read", e);
    }
  }

  /**
   * Chains records behind a position; at most {@link #room}.
   *
   * @return where the chain ends with them, and the transaction that makes it so
   */
  Links chain(Position position, List<AuditRecord> records) {
    ChainEnd end = position.end();
    long segment = layout.segment(end.sequence() + 1);
    List<Mutation> mutations = new ArrayList<>(records.size() + 1);
    for (AuditRecord entry : records) {
      byte[] link = codec.encode(AuditEntry.of(entry, layout.chain(), end));
      end = new ChainEnd(end.sequence() + 1, AuditCodec.hash(link));
      mutations.add(
          new Mutation.Put(
              layout.entry(end.sequence()),
              Mutation.ABSENT,
              AuditCodec.SCHEMA,
              layout.entryAttributes(segment),
              link));
    }
    boolean first = position.end().sequence() % layout.segmentSize() == 0;
    long headRevision = first ? Mutation.ABSENT : position.headRevision();
    mutations.add(
        new Mutation.Put(
            layout.head(segment),
            headRevision,
            AuditCodec.SCHEMA,
            layout.headAttributes(),
            codec.encode(end)));
    return new Links(new Transaction(mutations, null), new Position(end, headRevision + 1));
  }

  /** Writes links; done when they are durable. */
  CompletionStage<?> write(StateStore store, Links links) {
    return within(store.commit(links.transaction()));
  }

  private static <T> CompletableFuture<T> within(CompletionStage<T> stage) {
    // A copy, so that the deadline does not end the stage of the store.
    return stage.toCompletableFuture().copy().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Where a chain ends, and the revision of the head that says so.
   *
   * @param end last link
   * @param headRevision revision of the last segment's head
   */
  record Position(ChainEnd end, long headRevision) {}

  /**
   * Links that are ready to be written.
   *
   * @param transaction what is written
   * @param after where the chain ends then
   */
  record Links(Transaction transaction, Position after) {}
}
