package io.novacron.core.internal.event;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventPage;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.EventSubscription;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads page after page for one reader, each when the one before was taken; at the end of the log
 * it waits to be woken. The log itself is what buffers for a slow reader; beside it there is one
 * page.
 */
final class RunningSubscription implements EventSubscription {
  /** Most events that a reader is given at once. */
  static final int PAGE = 256;

  private static final Logger LOG = LoggerFactory.getLogger(RunningSubscription.class);

  /** How often shards are looked at that other nodes write. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Function<EventCursor, CompletionStage<EventPage>> pages;
  private final BooleanSupplier toldOfAll;
  private final EventReader reader;
  private final Timer timer;
  private final Executor executor;
  private final Runnable onClosed;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile String cursor;
  private volatile @Nullable Runnable unfollow;

  /**
   * Makes a subscription that reads once it is woken.
   *
   * @param from where to begin
   * @param pages reads a page after a cursor
   * @param toldOfAll whether it is woken for all shards; otherwise it looks by itself too
   * @param reader takes the events
   * @param timer for limits
   * @param executor for the reading
   * @param onClosed runs once when it has ended
   */
  RunningSubscription(
      EventCursor from,
      Function<EventCursor, CompletionStage<EventPage>> pages,
      BooleanSupplier toldOfAll,
      EventReader reader,
      Timer timer,
      Executor executor,
      Runnable onClosed) {
    this.pages = pages;
    this.toldOfAll = toldOfAll;
    this.reader = reader;
    this.timer = timer;
    this.executor = executor;
    this.onClosed = onClosed;
    cursor = EventCursor.text(from.positions());
  }

  /** Is woken from now on; reads what there is. */
  void followed(Runnable end) {
    unfollow = end;
    if (closed.get()) {
      end.run();
    }
    wake();
  }

  /** There may be more to read. */
  void wake() {
    again.set(true);
    if (!closed.get() && busy.compareAndSet(false, true)) {
      step();
    }
  }

  private void step() {
    try {
      executor.execute(this::readOn);
    } catch (RejectedExecutionException e) {
      // Too much work waits; the log does not run away.
      timer.after(LOOK, this::step);
    }
  }

  private void readOn() {
    if (closed.get()) {
      return;
    }
    again.set(false);
    pages.apply(EventCursor.parse(cursor)).whenComplete(this::read);
  }

  private void read(@Nullable EventPage page, @Nullable Throwable failure) {
    if (page == null) {
      end(
          failure != null && Failures.unwrapped(failure) instanceof ProblemException known
              ? known.problem()
              : unreadable());
      return;
    }
    if (page.events().isEmpty()) {
      taken(page);
      return;
    }
    Timer.Cancellation patience = timer.after(EventLog.PATIENCE, () -> end(tooSlow()));
    CompletionStage<Void> taking;
    try {
      taking = reader.onEvents(page.events());
    } catch (RuntimeException e) {
      patience.cancel();
      LOG.warn("event reader failed error=\"{}\" effect=\"dropped\"", e.toString());
      close();
      return;
    }
    taking.whenComplete(
        (done, refused) -> {
          patience.cancel();
          if (refused == null) {
            taken(page);
          } else {
            // It said itself that it is gone.
            close();
          }
        });
  }

  private void taken(EventPage page) {
    if (closed.get()) {
      return;
    }
    cursor = page.nextCursor();
    if (page.more()) {
      step();
      return;
    }
    if (!toldOfAll.getAsBoolean() && looking.compareAndSet(false, true)) {
      timer.after(
          LOOK,
          () -> {
            looking.set(false);
            wake();
          });
    }
    busy.set(false);
    // It may have been woken since it began to read.
    if (again.get()) {
      wake();
    }
  }

  private void end(Problem reason) {
    String last = cursor;
    if (closed.compareAndSet(false, true)) {
      LOG.info("event reader dropped reason={}", reason.code());
      ended();
      reader.onEnd(reason, last);
    }
  }

  @Override
  public String cursor() {
    return cursor;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      ended();
    }
  }

  private void ended() {
    Runnable end = unfollow;
    if (end != null) {
      end.run();
    }
    onClosed.run();
  }

  private static Problem tooSlow() {
    return Problem.builder(
            "events-reader-too-slow",
            Category.THROTTLED,
            "The reader did not take its events within " + EventLog.PATIENCE.toSeconds() + " s.")
        .retryable(true)
        .nextStep("Read on from the cursor, with a narrower filter or a faster reader.")
        .build();
  }

  private static Problem unreadable() {
    return Problem.builder(
            "state-store-unavailable", Category.UNAVAILABLE, "The event log could not be read.")
        .nextStep("Read on from the cursor in a moment.")
        .build();
  }
}
