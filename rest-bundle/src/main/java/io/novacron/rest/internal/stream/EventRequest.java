package io.novacron.rest.internal.stream;

import io.novacron.api.event.EventFilter;
import io.novacron.api.event.EventLog;
import io.novacron.rest.internal.http.RejectedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param cursor where to begin
 * @param filter which ones
 */
public record EventRequest(String cursor, EventFilter filter) {
  public static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final int LONGEST_CURSOR = 4096;
  private static final int MOST_TYPES = 32;

  /**
   * Reads what was asked for.
   *
   * @param lastEventId the header, which counts more than the parameter {@code cursor}
   * @throws RejectedException when something of it is not legal
   */
  public static EventRequest of(
      @Nullable String lastEventId,
      @Nullable String cursor,
      List<String> types,
      @Nullable String subject,
      @Nullable String account,
      Map<String, String> labels) {
    if (types.size() > MOST_TYPES) {
      throw RejectedException.parameter("type", "may be given " + MOST_TYPES + " times at most");
    }
    return new EventRequest(
        begin(lastEventId == null || lastEventId.isEmpty() ? cursor : lastEventId),
        new EventFilter(Set.copyOf(types), subject, account, labels));
  }

  private static String begin(@Nullable String cursor) {
    if (cursor == null) {
      return EventLog.LATEST;
    }
    if (cursor.isEmpty() || cursor.length() > LONGEST_CURSOR) {
      throw RejectedException.parameter("cursor", "must be the id of an event, oldest or latest");
    }
    return cursor;
  }
}
