package io.novacron.api.event;

import java.util.Objects;

/**
 * An event in the log.
 *
 * @param event the event
 * @param cursor opaque; whoever reads on from it gets what comes after this event
 */
public record RecordedEvent(Event event, String cursor) {
  public RecordedEvent {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(cursor, "cursor");
  }
}
