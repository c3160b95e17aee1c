package io.novacron.core.internal.retention;

import io.novacron.core.internal.event.EventRetention;
import java.util.concurrent.CompletionStage;

/** Removes old events. */
final class EventRemoval implements Removal {
  private static final int PAGE = 100;

  private final EventRetention events;

  EventRemoval(EventRetention events) {
    this.events = events;
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public CompletionStage<Page> next() {
    // Most shards have nothing old, and to see that is one look at one record.
    return events.next(PAGE).thenApply(removed -> new Page(1 + removed, removed, !events.ended()));
  }
}
