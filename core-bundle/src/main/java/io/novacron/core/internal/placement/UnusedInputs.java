package io.novacron.core.internal.placement;

import io.novacron.api.placement.Decision;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the inputs that no decision refers to any more: it goes over all decisions and notes what
 * they were made from, then over all inputs. What was wanted within {@link #YOUNG} is left alone,
 * since a decision that is just being made refers to it before it is kept itself. Asked for one
 * page after the other.
 */
public final class UnusedInputs {
  /**
   * Much longer than a decision takes from its inputs to its record, and than an archive remembers.
   */
  static final Duration YOUNG = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(UnusedInputs.class);
  private static final int PAGE = 100;

  private final StateStore store;
  private final Instant now;
  private final Set<String> used = new HashSet<>();

  /** Set when a decision cannot be read, so that nobody knows what it was made from. */
  private boolean blind;

  private @Nullable Query decisions = Query.of(null, DecisionRecords.KIND).withLimit(PAGE);
  private @Nullable Query inputs = InputRecords.all().withLimit(PAGE);

  /**
   * Begins.
   *
   * @param now the time
   */
  public UnusedInputs(StateStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /** Goes over the next page. */
  public CompletionStage<Page> next() {
    Query ofDecisions = decisions;
    if (ofDecisions != null) {
      return store.query(ofDecisions).thenCompose(page -> note(ofDecisions, page));
    }
    Query ofInputs = Objects.requireNonNull(inputs, "there is no further page");
    return store
        .query(ofInputs)
        .thenCompose(
            page -> {
              inputs =
                  page.nextPageToken() == null
                      ? null
                      : ofInputs.withPageToken(page.nextPageToken());
              boolean more = inputs != null;
              return unused(page.items())
                  .thenApply(unused -> new Page(page.items().size(), unused, more));
            });
  }

  private CompletionStage<Page> note(Query query, io.novacron.api.store.Page<StoredRecord> page) {
    decisions = page.nextPageToken() == null ? null : query.withPageToken(page.nextPageToken());
    List<CompletableFuture<Void>> indexes = new ArrayList<>();
    for (StoredRecord stored : page.items()) {
      Decision decision;
      try {
        decision = DecisionRecords.decode(stored);
      } catch (UnreadableRecordException e) {
        LOG.warn("inputs of decisions kept key={} reason=\"{}\"", stored.key(), e.getMessage());
        blind = true;
        continue;
      }
      decision
          .inputs()
          .forEach(
              (input, digest) -> {
                String id = InputArchive.id(input, digest);
                boolean first = used.add(id);
                if (first && input.equals("factors")) {
                  indexes.add(noteColumns(decision.tenant(), id).toCompletableFuture());
                }
              });
    }
    return CompletableFuture.allOf(indexes.toArray(CompletableFuture[]::new))
        .thenApply(done -> new Page(page.items().size(), List.of(), true));
  }

  private CompletionStage<Void> noteColumns(String tenant, String id) {
    return InputRecords.read(store, tenant, id)
        .thenAccept(
            found ->
                found.ifPresent(
                    image ->
                        InputArchive.FACTORS
                            .decode(1, image)
                            .columns()
                            .values()
                            .forEach(digest -> used.add(InputArchive.id("factor", digest)))));
  }

  /** The heads last, so that whoever finds one finds all parts. */
  private CompletionStage<List<StoredRecord>> unused(List<StoredRecord> records) {
    List<CompletableFuture<List<StoredRecord>>> all = new ArrayList<>();
    for (StoredRecord record : records) {
      if (!blind
          && InputRecords.isHead(record)
          && !used.contains(record.key().id())
          && InputRecords.head(record).wantedAt().plus(YOUNG).isBefore(now)) {
        List<CompletableFuture<Optional<StoredRecord>>> parts =
            InputRecords.keys(record).stream()
                .skip(1)
                .map(key -> store.get(key).toCompletableFuture())
                .toList();
        all.add(
            CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(
                    done -> {
                      List<StoredRecord> found = new ArrayList<>();
                      parts.forEach(part -> part.join().ifPresent(found::add));
                      found.add(record);
                      return found;
                    }));
      }
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(done -> all.stream().flatMap(one -> one.join().stream()).toList());
  }

  /**
   * What came of a page.
   *
   * @param examined records looked at
   * @param unused records that may go
   * @param more whether another page follows
   */
  public record Page(int examined, List<StoredRecord> unused, boolean more) {}
}
