package io.novacron.core.internal.operation;

import io.novacron.api.event.Event;
import io.novacron.api.event.EventListener;
import io.novacron.api.operation.OperationState;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes those who wait for an operation to be done. Holds no thread; safe for use by many threads.
 */
public final class OperationWaiters implements EventListener {
  private static final String SUBJECT = "operation/";

  private final Timer timer;
  private final Map<String, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

  /**
   * Makes it.
   *
   * @param timer for the limits
   */
  public OperationWaiters(Timer timer) {
    this.timer = timer;
  }

  /**
   * Waits for the event that an operation is done.
   *
   * @param limit how long at most
   * @return completes then, or when the time is up; who has lost interest completes it
   */
  public CompletableFuture<Void> await(String operation, Duration limit) {
    CompletableFuture<Void> wake = new CompletableFuture<>();
    waiting.compute(
        operation,
        (id, others) -> {
          Set<CompletableFuture<Void>> all =
              others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(wake);
          return all;
        });
    Timer.Cancellation end = timer.after(limit, () -> wake.complete(null));
    wake.whenComplete(
        (done, failure) -> {
          end.cancel();
          waiting.computeIfPresent(
              operation,
              (id, others) -> {
                others.remove(wake);
                return others.isEmpty() ? null : others;
              });
        });
    return wake;
  }

  @Override
  public void onEvent(Event event) {
    String state = event.data().get("state");
    if (!event.subject().startsWith(SUBJECT)
        || state == null
        || !OperationState.valueOf(state).done()) {
      return;
    }
    Set<CompletableFuture<Void>> waiters = waiting.get(event.subject().substring(SUBJECT.length()));
    if (waiters != null) {
      Set.copyOf(waiters).forEach(wake -> wake.complete(null));
    }
  }
}
