package io.novacron.core.internal.version;

import io.novacron.api.error.ProblemException;
import io.novacron.api.store.Page;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.UnreadableRecordException;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a book up to date for as long as one state store is there: reads all of a kind at its
 * coming and looks every few seconds whether another node has changed one. A look costs one query
 * for each page, and a read only for each that has changed.
 *
 * @param <C> what a version says
 */
public final class VersionBookUpdates<C> {
  private static final Logger LOG = LoggerFactory.getLogger(VersionBookUpdates.class);
  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final int PAGE = 200;

  private final StateStore store;
  private final VersionedKind<C> kind;
  private final VersionReader<C> reader;
  private final VersionBook<C> book;
  private final Runnable looked;
  private final Timer timer;
  private final Executor executor;
  private volatile Timer.@Nullable Cancellation planned;
  private volatile boolean closed;

  /**
   * Makes updates that have not begun.
   *
   * @param kind the kind
   * @param store where its records are kept
   * @param book what is kept up to date
   * @param looked runs after each look that has read everything; must return at once
   * @param timer for the pauses
   * @param executor for the work
   */
  public VersionBookUpdates(
      VersionedKind<C> kind,
      StateStore store,
      VersionBook<C> book,
      Runnable looked,
      Timer timer,
      Executor executor) {
    this.kind = kind;
    this.reader = new VersionReader<>(kind);
    this.store = store;
    this.book = book;
    this.looked = looked;
    this.timer = timer;
    this.executor = executor;
  }

  /** Begins; returns at once. */
  public void start() {
    book.forget();
    look();
  }

  /** Looks no more; the book is empty until others start. */
  public void close() {
    closed = true;
    Timer.Cancellation next = planned;
    if (next != null) {
      next.cancel();
    }
    book.forget();
  }

  private void look() {
    if (!closed) {
      page(null);
    }
  }

  private void page(@Nullable String token) {
    reader
        .heads(store, PAGE, token)
        .thenComposeAsync(this::learn, executor)
        .whenCompleteAsync(this::ended, executor);
  }

  private void ended(@Nullable Page<StoredRecord> read, @Nullable Throwable failure) {
    if (closed) {
      return;
    }
    if (read != null && read.nextPageToken() != null) {
      page(read.nextPageToken());
      return;
    }
    if (read == null) {
      LOG.warn(
          "{} not read error=\"{}\" effect=\"tries again\"",
          kind.plural(),
          failure == null ? "" : Failures.unwrapped(failure).toString());
    } else {
      book.complete();
      looked.run();
    }
    planned = timer.after(PERIOD, this::look);
  }

  private CompletionStage<Page<StoredRecord>> learn(Page<StoredRecord> page) {
    List<CompletableFuture<Void>> reads = new ArrayList<>();
    for (StoredRecord head : page.items()) {
      if (!book.knows(head.key().tenant(), head.key().id(), head.revision())) {
        reads.add(learn(head).toCompletableFuture());
      }
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).thenApply(all -> page);
  }

  /** One that cannot be read must not keep the others from being known. */
  private CompletionStage<Void> learn(StoredRecord head) {
    CompletableFuture<Void> read;
    try {
      read =
          reader
              .latest(store, head)
              .thenAccept(
                  latest -> {
                    if (!closed) {
                      book.learn(latest);
                    }
                  })
              .toCompletableFuture();
    } catch (UnreadableRecordException | ProblemException e) {
      read = CompletableFuture.failedFuture(e);
    }
    return read.exceptionallyCompose(
        failure -> {
          Throwable cause = Failures.unwrapped(failure);
          if (!(cause instanceof UnreadableRecordException || cause instanceof ProblemException)) {
            return CompletableFuture.failedFuture(cause);
          }
          LOG.error(
              "{} cannot be read tenant={} name={} error=\"{}\"",
              kind.noun(),
              head.key().tenant(),
              head.key().id(),
              String.valueOf(cause.getMessage()));
          book.learnUnusable(head.key().tenant(), head.key().id(), head.revision());
          return CompletableFuture.completedFuture(null);
        });
  }
}
