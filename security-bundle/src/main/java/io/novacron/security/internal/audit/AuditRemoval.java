package io.novacron.security.internal.audit;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.AuditRetention;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the links of full segments, the oldest first, once all of a segment are old. The heads of
 * the segments stay, so the hash that the first link left follows from is known. Before any link
 * goes, the chain itself says so in a link of its own, and how many segments were removed is
 * recorded. The segment that is being written is never touched.
 */
public final class AuditRemoval implements AuditRetention {
  private static final Logger LOG = LoggerFactory.getLogger(AuditRemoval.class);
  private static final int MOST = 64;

  private final AuditLayout layout;
  private final Supplier<@Nullable StateStore> store;
  private final AuditLog log;
  private final Clock clock;
  private final AuditCodec codec = new AuditCodec();

  /** Makes it for the chain of a node. */
  public AuditRemoval(
      String chain, Supplier<@Nullable StateStore> store, AuditLog log, Clock clock) {
    this(new AuditLayout(chain, AuditLayout.SEGMENT_SIZE), store, log, clock);
  }

  AuditRemoval(
      AuditLayout layout, Supplier<@Nullable StateStore> store, AuditLog log, Clock clock) {
    this.layout = layout;
    this.store = store;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Integer> removeSome(Instant before) {
    StateStore current = store.get();
    if (current == null) {
      return CompletableFuture.failedFuture(
          Problem.builder(
                  "audit-unavailable", Category.UNAVAILABLE, "The state store is not there.")
              .nextStep("Try again shortly.")
              .toException());
    }
    return current
        .get(layout.floor())
        .thenCompose(
            floor -> {
              long removed = segments(floor);
              // What a removal that was cut short has left goes first.
              return removed == 0
                  ? next(current, floor, before)
                  : links(current, removed - 1)
                      .thenCompose(
                          left ->
                              left.items().isEmpty()
                                  ? next(current, floor, before)
                                  : remove(current, left));
            });
  }

  private CompletionStage<Integer> next(
      StateStore current, Optional<StoredRecord> floor, Instant before) {
    long segment = segments(floor);
    return current
        .get(layout.head(segment + 1))
        .thenCombine(current.get(layout.entry((segment + 1) * layout.segmentSize())), Boundary::new)
        .thenCompose(
            boundary -> {
              // Whoever writes the next segment no longer writes this one.
              if (boundary.next.isEmpty()
                  || boundary.last.isEmpty()
                  || !at(boundary.last.get()).isBefore(before)) {
                return CompletableFuture.completedFuture(0);
              }
              return log.append(told(segment, boundary.last.get()))
                  .thenCompose(told -> current.commit(Transaction.of(floor(floor, segment + 1))))
                  .thenCompose(
                      raised -> {
                        LOG.info(
                            "audit=compacting chain={} segment={} links={}",
                            layout.chain(),
                            segment,
                            layout.segmentSize());
                        return links(current, segment);
                      })
                  .thenCompose(links -> remove(current, links));
            });
  }

  private AuditRecord told(long segment, StoredRecord last) {
    Caller system =
        new Caller("system", "system", Set.of("system"), "system", "local", "audit-retention");
    return new AuditRecord(
        clock.instant(),
        system,
        "audit:compact",
        "audit",
        "segment " + segment,
        null,
        AuditRecord.Result.ACCEPTED,
        null,
        AuditCodec.hash(last.value()),
        null);
  }

  private CompletionStage<Page<StoredRecord>> links(StateStore current, long segment) {
    return current.query(layout.entries(segment).withLimit(MOST));
  }

  private static CompletionStage<Integer> remove(StateStore current, Page<StoredRecord> links) {
    List<Mutation> deletes = new ArrayList<>();
    links.items().forEach(link -> deletes.add(new Mutation.Delete(link.key(), link.revision())));
    return current.commit(new Transaction(deletes, null)).thenApply(done -> deletes.size());
  }

  private Mutation.Put floor(Optional<StoredRecord> before, long segments) {
    return new Mutation.Put(
        layout.floor(),
        before.map(StoredRecord::revision).orElse(Mutation.ABSENT),
        AuditCodec.SCHEMA,
        Map.of(),
        codec.encodeFloor(segments));
  }

  private long segments(Optional<StoredRecord> floor) {
    return floor.map(record -> codec.floor(record.value())).orElse(0L);
  }

  private Instant at(StoredRecord link) {
    try {
      return Instant.parse(codec.entry(link.value()).at());
    } catch (IOException e) {
      throw new StateStoreException("an audit record cannot be read", e);
    }
  }

  private record Boundary(Optional<StoredRecord> next, Optional<StoredRecord> last) {}
}
