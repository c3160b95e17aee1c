package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.event.Event;
import io.novacron.api.event.EventFilter;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventPage;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.EventSubscription;
import io.novacron.api.event.RecordedEvent;
import io.novacron.api.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An event log in memory, whose cursors are numbers; positions below {@link #kept} are gone. */
final class FakeEvents implements EventLog {
  final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  volatile int kept;
  private final List<Event> events = new ArrayList<>();

  static Event event(int number, String state) {
    return new Event(
        "vm-1." + number,
        "default",
        "/novacron/node-1",
        "io.novacron.vm." + state + ".v1",
        "vm/vm-1",
        Instant.parse("2026-11-23T12:00:00Z").plusSeconds(number),
        number,
        "prod-aws",
        Map.of("team", "a"),
        Map.of("name", "web", "state", state));
  }

  synchronized void happen(String state) {
    events.add(event(events.size() + 1, state));
    subscriptions.forEach(Subscription::drain);
  }

  @Override
  public CompletionStage<EventPage> read(
      Caller caller, String cursor, EventFilter filter, int limit) {
    throw new UnsupportedOperationException("the REST face only follows");
  }

  @Override
  public synchronized CompletionStage<EventSubscription> subscribe(
      Caller caller, String cursor, EventFilter filter, EventReader reader) {
    int from;
    try {
      from =
          switch (cursor) {
            case OLDEST -> kept;
            case LATEST -> events.size();
            default -> Integer.parseInt(cursor);
          };
    } catch (NumberFormatException e) {
      return failed("invalid-cursor", Category.INVALID);
    }
    if (from < kept) {
      return failed("events-compacted", Category.NOT_FOUND);
    }
    Subscription subscription = new Subscription(reader, filter, from);
    subscriptions.add(subscription);
    subscription.drain();
    return CompletableFuture.completedFuture(subscription);
  }

  private static CompletionStage<EventSubscription> failed(String code, Category category) {
    return CompletableFuture.failedFuture(
        Problem.builder(code, category, "Not so.").nextStep("Read on with latest.").toException());
  }

  final class Subscription implements EventSubscription {
    final EventReader reader;
    final EventFilter filter;
    volatile boolean closed;
    volatile int position;
    private boolean busy;

    private Subscription(EventReader reader, EventFilter filter, int position) {
      this.reader = reader;
      this.filter = filter;
      this.position = position;
    }

    private void drain() {
      List<RecordedEvent> given = new ArrayList<>();
      int end;
      synchronized (FakeEvents.this) {
        if (busy || closed || position == events.size()) {
          return;
        }
        end = events.size();
        for (int i = position; i < end; i++) {
          if (filter.passes(events.get(i))) {
            given.add(new RecordedEvent(events.get(i), Integer.toString(i + 1)));
          }
        }
        busy = true;
      }
      CompletionStage<Void> taken =
          given.isEmpty() ? CompletableFuture.completedFuture(null) : reader.onEvents(given);
      taken.whenComplete(
          (done, failure) -> {
            synchronized (FakeEvents.this) {
              busy = false;
              position = end;
            }
            drain();
          });
    }

    @Override
    public String cursor() {
      return Integer.toString(position);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
