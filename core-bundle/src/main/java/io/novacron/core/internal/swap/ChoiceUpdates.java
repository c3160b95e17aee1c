package io.novacron.core.internal.swap;

import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.codec.UnreadableRecordException;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the chosen versions when a state store comes, and looks now and then whether another node
 * has chosen anew. There are as many records as provider types, so one query reads them all.
 */
public final class ChoiceUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(ChoiceUpdates.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final StateStore store;
  private final AccountRegistry registry;
  private final Timer timer;
  private final Executor executor;
  private volatile boolean closed;
  private volatile boolean known;
  private volatile Timer.@Nullable Cancellation planned;

  /**
   * Makes updates that have not begun.
   *
   * @param store where the choices are kept
   * @param registry learns them
   * @param timer for the pauses
   * @param executor for the work
   */
  public ChoiceUpdates(StateStore store, AccountRegistry registry, Timer timer, Executor executor) {
    this.store = store;
    this.registry = registry;
    this.timer = timer;
    this.executor = executor;
  }

  /** Begins; returns at once. */
  public void start() {
    look();
  }

  /** Looks no more. */
  public void close() {
    closed = true;
    Timer.Cancellation next = planned;
    if (next != null) {
      next.cancel();
    }
  }

  private void look() {
    if (!closed) {
      store
          .query(Query.of(null, ChoiceRecords.KIND).withLimit(Query.MOST))
          .whenCompleteAsync(this::learn, executor);
    }
  }

  private void learn(@Nullable Page<StoredRecord> page, @Nullable Throwable failure) {
    if (closed) {
      return;
    }
    if (page == null) {
      LOG.warn(
          "chosen provider versions not read error=\"{}\" effect=\"tries again\"",
          failure == null ? "" : Failures.unwrapped(failure).toString());
    } else {
      boolean news = !known;
      for (StoredRecord stored : page.items()) {
        news |= learn(stored);
      }
      known = true;
      if (news) {
        registry.choicesKnown();
      }
    }
    planned = timer.after(PERIOD, this::look);
  }

  private boolean learn(StoredRecord stored) {
    try {
      return registry.versions().choose(ChoiceRecords.read(stored), stored.revision());
    } catch (UnreadableRecordException e) {
      LOG.error(
          "chosen provider version cannot be read type={} error=\"{}\" effect=\"the newest serves\"",
          stored.key().id(),
          e.getMessage());
      return false;
    }
  }
}
