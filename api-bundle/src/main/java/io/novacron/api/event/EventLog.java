package io.novacron.api.event;

import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What every machine and operation did, in the order in which it was recorded. An event is written
 * in the same transaction as the change that it tells of, so none is missing and none is untrue.
 *
 * <p>Order holds per subject. Delivery is at least once; what comes twice has the same id. A caller
 * gets the events of its tenant that it may read. Safe for use by many threads.
 */
public interface EventLog {
  /** The cursor before all that is kept. */
  String OLDEST = "oldest";

  /** The cursor after all that there is now. */
  String LATEST = "latest";

  /** The most events of a page. */
  int MOST = 1000;

  /** How long a reader may take over the events that it was given. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Reads a part of the log.
   *
   * @param cursor where to begin: {@link #OLDEST}, {@link #LATEST}, or what an earlier page or
   *     event gave, on whichever node
   * @param limit most events, 1 to {@link #MOST}
   * @return fails with NOT_FOUND and the code {@code events-compacted} when events after the cursor
   *     are no longer kept, with INVALID when it is not a cursor, with DENIED when the caller may
   *     read no events at all
   */
  CompletionStage<EventPage> read(Caller caller, String cursor, EventFilter filter, int limit);

  /**
   * Reads the log from a cursor on, and goes on with what is recorded from then on, without a gap.
   * No reader slows another or the writers: what waits for one is at most a page of {@link #MOST}.
   *
   * @param cursor where to begin, as for {@link #read}
   * @return completes with the running subscription; fails as {@link #read} does, and with
   *     THROTTLED when there are too many
   */
  CompletionStage<EventSubscription> subscribe(
      Caller caller, String cursor, EventFilter filter, EventReader reader);
}
