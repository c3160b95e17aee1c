package io.novacron.core.internal.event;

import io.novacron.api.event.Event;
import io.novacron.api.event.EventListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to all listeners in the order in which they were published, one at a time, on a
 * thread of the executor. Safe for use by many threads; publishing never waits for a listener. What
 * waits is bounded: when listeners are too slow, the newest events are dropped and their number is
 * logged.
 */
public final class EventPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final int MOST_WAITING = 100_000;

  private final Executor executor;
  private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Event> waiting = new ArrayDeque<>();
  private boolean running;
  private long dropped;

  /**
   * Makes a publisher without listeners.
   *
   * @param executor runs the listeners
   */
  public EventPublisher(Executor executor) {
    this.executor = executor;
  }

  /** Adds a listener; it hears what is published from now on. */
  public void add(EventListener listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  public void remove(EventListener listener) {
    listeners.remove(listener);
  }

  /** Publishes an event. Whoever publishes for a subject does so in the order of its revisions. */
  public void publish(Event event) {
    synchronized (waiting) {
      if (waiting.size() >= MOST_WAITING) {
        dropped++;
        return;
      }
      waiting.add(event);
      if (running) {
        return;
      }
      running = true;
    }
    begin();
  }

  private void begin() {
    try {
      executor.execute(this::deliverAll);
    } catch (RejectedExecutionException e) {
      // Only while everything is being shut down: nobody listens any more.
      synchronized (waiting) {
        waiting.clear();
        running = false;
      }
    }
  }

  private void deliverAll() {
    while (true) {
      Event event;
      long lost;
      synchronized (waiting) {
        event = waiting.poll();
        lost = dropped;
        dropped = 0;
        if (event == null) {
          running = false;
          return;
        }
      }
      if (lost > 0) {
        LOG.warn("events dropped count={} reason=\"listeners are too slow\"", lost);
      }
      deliver(event);
    }
  }

  private void deliver(Event event) {
    for (EventListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException e) {
        LOG.warn(
            "event listener failed listener={} event={} error=\"{}\"",
            listener.getClass().getName(),
            event.id(),
            e.toString());
      }
    }
  }
}
