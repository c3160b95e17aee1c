package io.novacron.api.event;

import java.util.List;
import java.util.Objects;

/**
 * A part of the log.
 *
 * @param events the events that passed the filter; those of one subject in order, all about in the
 *     order of time
 * @param nextCursor where to read on; it moves on past what did not pass the filter too
 * @param more whether there is more to read at once
 */
public record EventPage(List<RecordedEvent> events, String nextCursor, boolean more) {
  public EventPage {
    events = List.copyOf(events);
    Objects.requireNonNull(nextCursor, "nextCursor");
  }
}
