package io.novacron.rest.internal.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.EventReader;
import io.novacron.rest.internal.http.RestSettings;
import jakarta.servlet.AsyncContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The streams that are open, and their signs of life. Thread-safe. */
public final class EventStreams {
  private static final long TICK_MILLIS = 250;

  private final ObjectMapper mapper;
  private final Supplier<RestSettings> settings;
  private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor scheduler;

  public EventStreams(ObjectMapper mapper, Supplier<RestSettings> settings) {
    this.mapper = mapper;
    this.settings = settings;
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "novacron-rest-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.scheduleWithFixedDelay(
        this::heartbeats, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A stream on a connection whose answer has not begun.
   *
   * @throws ProblemException with UNAVAILABLE when there are too many
   */
  public EventStream make(AsyncContext connection) {
    EventStream stream = new EventStream(mapper, connection, open::remove);
    admit(stream);
    return stream;
  }

  /**
   * A stream on a WebSocket that is not open yet.
   *
   * @throws ProblemException with UNAVAILABLE when there are too many
   */
  public EventSocket makeSocket() {
    EventSocket socket = new EventSocket(mapper, open::remove);
    admit(socket);
    return socket;
  }

  private void admit(LiveStream stream) {
    int most = settings.get().mostStreams();
    open.add(stream);
    if (open.size() > most) {
      open.remove(stream);
      throw Problem.builder(
              "too-many-streams",
              Category.UNAVAILABLE,
              "There are " + most + " event streams open, the most that are taken.")
          .nextStep(
              "Try again later; maxEventStreams in etc/io.novacron.rest.cfg says how many are taken.")
          .toException();
    }
  }

  /** Forgets a stream that will not be opened. */
  public void forget(EventReader stream) {
    open.remove(stream);
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  private void heartbeats() {
    long quietSince = System.nanoTime() - settings.get().heartbeat().toNanos();
    open.forEach(stream -> stream.heartbeat(quietSince));
  }

  /** Ends all. */
  public void close() {
    scheduler.shutdownNow();
    Problem stopping =
        Problem.builder("server-stopping", Category.UNAVAILABLE, "The server stops.")
            .nextStep("Connect again with the id of the last event as Last-Event-ID.")
            .build();
    for (LiveStream stream : List.copyOf(open)) {
      stream.end(stopping);
    }
  }
}
