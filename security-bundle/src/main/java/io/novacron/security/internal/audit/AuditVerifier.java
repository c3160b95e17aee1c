package io.novacron.security.internal.audit;

import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds removed, altered and cut-off links of a chain. Reads all that it checks, and blocks while
 * it does.
 */
final class AuditVerifier {
  private static final long DEADLINE_SECONDS = 30;

  private final AuditLayout layout;
  private final StateStore store;
  private final AuditCodec codec = new AuditCodec();

  AuditVerifier(AuditLayout layout, StateStore store) {
    this.layout = layout;
    this.store = store;
  }

  /**
   * Checks the latest segments.
   *
   * @param segments how many, 1 or more; {@link Integer#MAX_VALUE} for the whole chain
   * @param checkpoint an end of the chain that was kept outside the store; the chain must reach it
   * @throws io.novacron.api.store.StateStoreException when the store cannot be read
   */
  Verification verify(int segments, @Nullable ChainEnd checkpoint) {
    // Heads before links: what is appended meanwhile lies beyond the heads and is not looked at.
    List<StoredRecord> heads = all(layout.heads());
    // The links of these are gone; their heads still say what the next one follows from.
    int removed =
        get(store.get(layout.floor()))
            .map(floor -> (int) Math.min(heads.size(), codec.floor(floor.value())))
            .orElse(0);
    try {
      return verify(heads, Math.max(removed, heads.size() - segments), checkpoint);
    } catch (IOException e) {
      return new Verification.Broken(0, "a head cannot be read: " + e.getMessage());
    }
  }

  private Verification verify(List<StoredRecord> heads, int first, @Nullable ChainEnd checkpoint)
      throws IOException {
    ChainEnd end = first == 0 ? ChainEnd.NONE : codec.end(heads.get(first - 1).value());
    long links = 0;
    boolean reached = checkpoint == null || checkpoint.equals(end);
    for (int i = first; i < heads.size(); i++) {
      if (!heads.get(i).key().equals(layout.head(i))) {
        return new Verification.Broken(end.sequence() + 1, "segment " + i + " is missing");
      }
      ChainEnd head = codec.end(heads.get(i).value());
      for (StoredRecord link : all(layout.entries(i))) {
        if (end.sequence() == head.sequence()) {
          break;
        }
        String fault = fault(link, end);
        if (fault != null) {
          return new Verification.Broken(end.sequence() + 1, fault);
        }
        end = new ChainEnd(end.sequence() + 1, AuditCodec.hash(link.value()));
        links++;
        reached |= end.equals(checkpoint);
      }
      if (!end.equals(head)) {
        return new Verification.Broken(
            end.sequence() + 1, "the head of segment " + i + " tells of link " + head.sequence());
      }
    }
    if (!reached && checkpoint != null && isCovered(checkpoint, first)) {
      return new Verification.Broken(
          Math.min(end.sequence() + 1, checkpoint.sequence()),
          "the checkpoint tells of link "
              + checkpoint.sequence()
              + ", which is missing or another");
    }
    return new Verification.Intact(links, end.sequence());
  }

  /** Whether a checkpoint lies in the segments that were checked, and not before them. */
  private boolean isCovered(ChainEnd checkpoint, int first) {
    return checkpoint.sequence() > 0 && layout.segment(checkpoint.sequence()) >= first;
  }

  private @Nullable String fault(StoredRecord link, ChainEnd before) {
    long sequence = before.sequence() + 1;
    if (!link.key().equals(layout.entry(sequence))) {
      return "the link is missing; the next one is " + link.key().id();
    }
    try {
      AuditEntry entry = codec.entry(link.value());
      boolean fits =
          entry.chain().equals(layout.chain())
              && entry.sequence() == sequence
              && entry.previous().equals(before.hash());
      return fits
          ? null
          : "the link does not follow from the one before, so one of them is altered";
    } catch (IOException e) {
      return "the link cannot be read";
    }
  }

  private List<StoredRecord> all(Query query) {
    List<StoredRecord> records = new ArrayList<>();
    @Nullable String token = null;
    do {
      Page<StoredRecord> page = get(store.query(query.withPageToken(token)));
      records.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null);
    return records;
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage
          .toCompletableFuture()
          .copy()
          .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
