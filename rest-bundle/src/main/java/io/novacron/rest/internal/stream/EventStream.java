package io.novacron.rest.internal.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Problem;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.EventSubscription;
import io.novacron.api.event.RecordedEvent;
import io.novacron.rest.internal.view.EventView;
import io.novacron.rest.internal.view.ProblemView;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that events are written to, whenever it has room; no thread waits for it. What
 * waits is one page of events, since the log gives the next only when the one before is written.
 */
public final class EventStream implements EventReader, WriteListener, LiveStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final ObjectMapper mapper;
  private final AsyncContext connection;
  private final Consumer<EventStream> onClosed;
  private final Queue<Part> waiting = new ArrayDeque<>();
  private final CompletableFuture<EventSubscription> subscription = new CompletableFuture<>();
  private @Nullable ServletOutputStream out;
  private String named = "";
  private long lastWrite = System.nanoTime();
  private boolean flushDue;
  private boolean ending;
  private boolean closed;

  EventStream(ObjectMapper mapper, AsyncContext connection, Consumer<EventStream> onClosed) {
    this.mapper = mapper;
    this.connection = connection;
    this.onClosed = onClosed;
  }

  /**
   * Begins the answer.
   *
   * @param running the subscription that this stream is the reader of
   */
  public void open(EventSubscription running) {
    subscription.complete(running);
    try {
      HttpServletResponse response = (HttpServletResponse) connection.getResponse();
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "private, no-store");
      ServletOutputStream stream = response.getOutputStream();
      synchronized (this) {
        Queue<Part> early = new ArrayDeque<>(waiting);
        waiting.clear();
        waiting.add(new Part(ServerSentEvent.opening(), null));
        waiting.addAll(early);
        out = stream;
      }
      stream.setWriteListener(this);
    } catch (IOException | IllegalStateException e) {
      onError(e);
    }
  }

  @Override
  public CompletionStage<Void> onEvents(List<RecordedEvent> events) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    synchronized (this) {
      for (int i = 0; i < events.size(); i++) {
        RecordedEvent recorded = events.get(i);
        boolean last = i == events.size() - 1;
        waiting.add(
            new Part(
                ServerSentEvent.event(
                    recorded.cursor(),
                    recorded.event().type(),
                    json(EventView.of(recorded.event()))),
                last ? written : null));
        named = recorded.cursor();
      }
    }
    onWritePossible();
    return written;
  }

  @Override
  public void onEnd(Problem reason, String cursor) {
    synchronized (this) {
      ending = true;
      // What was not begun is not owed any more: the reader goes on from the cursor. A connection
      // that never has room again is ended by the container's own limit.
      waiting.removeIf(part -> !part.begun);
      waiting.add(
          new Part(ServerSentEvent.event(cursor, "end", json(ProblemView.of(reason))), null));
    }
    onWritePossible();
  }

  @Override
  public void end(Problem reason) {
    EventSubscription running = subscription.getNow(null);
    if (running == null) {
      close();
      return;
    }
    running.close();
    onEnd(reason, running.cursor());
  }

  @Override
  public void heartbeat(long quietSinceNanos) {
    EventSubscription running = subscription.getNow(null);
    synchronized (this) {
      if (running == null || !waiting.isEmpty() || lastWrite - quietSinceNanos > 0) {
        return;
      }
      String cursor = running.cursor();
      waiting.add(new Part(ServerSentEvent.heartbeat(cursor.equals(named) ? null : cursor), null));
      named = cursor;
    }
    onWritePossible();
  }

  @Override
  public void onWritePossible() {
    try {
      write();
    } catch (IOException | IllegalStateException e) {
      onError(e);
    }
  }

  /** Writes for as long as there is room; the container calls again when there is some. */
  private void write() throws IOException {
    while (true) {
      CompletableFuture<Void> written = null;
      boolean over = false;
      synchronized (this) {
        ServletOutputStream stream = out;
        if (stream == null || closed || !stream.isReady()) {
          return;
        }
        Part next = waiting.peek();
        if (next != null && !next.begun) {
          next.begun = true;
          stream.write(next.bytes);
          flushDue = true;
          lastWrite = System.nanoTime();
          continue;
        }
        if (next != null) {
          // There is room again, so it has left.
          waiting.remove();
          written = next.written;
        } else if (flushDue) {
          flushDue = false;
          stream.flush();
          continue;
        } else if (ending) {
          over = true;
        } else {
          return;
        }
      }
      // Outside the lock: the log goes on with the next page on this thread.
      if (written != null) {
        written.complete(null);
      }
      if (over) {
        close();
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.debug("event stream lost error=\"{}\"", failure.toString());
    close();
  }

  /** Ends the answer. Closing twice does no harm. */
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.clear();
    }
    subscription.thenAccept(EventSubscription::close);
    onClosed.accept(this);
    try {
      connection.complete();
    } catch (IllegalStateException e) {
      LOG.debug("event stream had ended already error=\"{}\"", e.toString());
    }
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }

  /** Bytes that wait to be written; changed under the stream's lock only. */
  private static final class Part {
    private final byte[] bytes;
    private final @Nullable CompletableFuture<Void> written;
    private boolean begun;

    private Part(byte[] bytes, @Nullable CompletableFuture<Void> written) {
      this.bytes = bytes;
      this.written = written;
    }
  }
}
