package io.novacron.core.internal.event;

import io.novacron.api.event.Event;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.codec.JsonCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events of one transaction, as they are kept: one record without attributes beside the records
 * that it tells of. Where it stands is its id.
 *
 * @param shard shard of the subjects
 * @param position position of the first event
 * @param events the events, at most {@link EventPosition#MOST_EVENTS}
 */
public record EventRecord(int shard, long position, List<Event> events) {
  /** Kind of the records. */
  public static final String KIND = "event";

  private static final JsonCodec<Layout> CODEC = JsonCodec.of(Layout.class);

  public EventRecord {
    events = List.copyOf(events);
  }

  /** Position of the last event. */
  long last() {
    return position + events.size() - 1;
  }

  /** Encodes events, all of one time, source and tenant. */
  static byte[] encode(List<Event> events) {
    Event first = events.get(0);
    return CODEC.encode(
        new Layout(first.time(), first.source(), events.stream().map(Told::of).toList()));
  }

  /** Writes encoded events at a position. */
  static Mutation.Put put(
      String tenant, String partitionKey, int shard, long position, byte[] value) {
    Key key = new Key(tenant, KIND, partitionKey, EventPosition.id(shard, position));
    return new Mutation.Put(key, Mutation.ABSENT, CODEC.schemaVersion(), Map.of(), value);
  }

  /** Reads a record. */
  static EventRecord read(StoredRecord stored) {
    Layout layout = CODEC.decode(stored);
    Key key = stored.key();
    return new EventRecord(
        EventPosition.shard(key.id()),
        EventPosition.position(key.id()),
        layout.events.stream()
            .map(told -> told.toEvent(key.tenant(), layout.source, layout.time))
            .toList());
  }

  /** When the events of a record happened. */
  static Instant time(StoredRecord stored) {
    return CODEC.decode(stored).time;
  }

  private record Layout(Instant time, String source, List<Told> events) {
    Layout {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(source, "source");
    }
  }

  /** An event without what it shares with the others of its record. */
  private record Told(
      String type,
      String subject,
      long revision,
      @Nullable String account,
      @Nullable Map<String, String> labels,
      Map<String, String> data) {
    static Told of(Event event) {
      return new Told(
          event.type(),
          event.subject(),
          event.revision(),
          event.account(),
          event.labels().isEmpty() ? null : event.labels(),
          event.data());
    }

    Event toEvent(String tenant, String source, Instant time) {
      return new Event(
          Event.id(subject, revision),
          tenant,
          source,
          type,
          subject,
          time,
          revision,
          account,
          labels == null ? Map.of() : labels,
          data);
    }
  }
}
