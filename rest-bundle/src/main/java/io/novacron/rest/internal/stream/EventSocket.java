package io.novacron.rest.internal.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.error.Problem;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.EventSubscription;
import io.novacron.api.event.RecordedEvent;
import io.novacron.rest.internal.view.EventView;
import io.novacron.rest.internal.view.ProblemView;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
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
 * One WebSocket that events are sent to, each as a text of its own; no thread waits for it. What
 * waits is one page of events, since the log gives the next only when the one before is sent.
 */
public final class EventSocket extends Endpoint implements EventReader, LiveStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventSocket.class);

  /** Nothing that a client says counts, so there is no reason to take in much of it. */
  private static final int MOST_BYTES_TAKEN = 1024;

  /** A text that is not taken in this time is given up, and the connection with it. */
  private static final long SEND_MILLIS = 30_000;

  private final ObjectMapper mapper;
  private final Consumer<EventSocket> onClosed;
  private final Queue<Part> waiting = new ArrayDeque<>();
  private final CompletableFuture<EventSubscription> subscription = new CompletableFuture<>();
  private @Nullable Session session;
  private String named = "";
  private long lastWrite = System.nanoTime();
  private boolean sending;
  private @Nullable Problem ending;
  private boolean closed;

  EventSocket(ObjectMapper mapper, Consumer<EventSocket> onClosed) {
    this.mapper = mapper;
    this.onClosed = onClosed;
  }

  /**
   * Says what it is the reader of.
   *
   * @param running the subscription
   */
  void subscribed(EventSubscription running) {
    subscription.complete(running);
  }

  @Override
  public void onOpen(Session opened, EndpointConfig configuration) {
    opened.setMaxTextMessageBufferSize(MOST_BYTES_TAKEN);
    opened.setMaxBinaryMessageBufferSize(MOST_BYTES_TAKEN);
    // It lives by its heartbeats.
    opened.setMaxIdleTimeout(0);
    opened.getAsyncRemote().setSendTimeout(SEND_MILLIS);
    synchronized (this) {
      session = opened;
    }
    send();
  }

  @Override
  public void onClose(Session over, CloseReason reason) {
    release();
  }

  @Override
  public void onError(Session over, Throwable failure) {
    LOG.debug("event socket lost error=\"{}\"", failure.toString());
    release();
  }

  @Override
  public CompletionStage<Void> onEvents(List<RecordedEvent> events) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    synchronized (this) {
      for (int i = 0; i < events.size(); i++) {
        RecordedEvent recorded = events.get(i);
        boolean last = i == events.size() - 1;
        waiting.add(
            new Part(
                text(
                    new Message(
                        recorded.cursor(),
                        recorded.event().type(),
                        EventView.of(recorded.event()))),
                last ? taken : null));
        named = recorded.cursor();
      }
    }
    send();
    return taken;
  }

  @Override
  public void onEnd(Problem reason, String cursor) {
    synchronized (this) {
      ending = reason;
      // What was not begun is not owed any more: the reader goes on from the cursor.
      waiting.clear();
      waiting.add(new Part(text(new Message(cursor, "end", ProblemView.of(reason))), null));
    }
    send();
  }

  @Override
  public void end(Problem reason) {
    EventSubscription running = subscription.getNow(null);
    if (running == null) {
      close(reason);
      return;
    }
    running.close();
    onEnd(reason, running.cursor());
  }

  @Override
  public void heartbeat(long quietSinceNanos) {
    EventSubscription running = subscription.getNow(null);
    synchronized (this) {
      if (running == null
          || session == null
          || sending
          || !waiting.isEmpty()
          || lastWrite - quietSinceNanos > 0) {
        return;
      }
      named = running.cursor();
      waiting.add(new Part(text(new Message(named, "heartbeat", null)), null));
    }
    send();
  }

  /** Sends the next text, unless one is on its way. */
  private void send() {
    Session open;
    Part next;
    synchronized (this) {
      open = session;
      if (open == null || sending || closed) {
        return;
      }
      next = waiting.poll();
      if (next != null) {
        sending = true;
        lastWrite = System.nanoTime();
      }
    }
    if (next != null) {
      try {
        open.getAsyncRemote().sendText(next.text, result -> sent(next, result));
      } catch (IllegalStateException | IllegalArgumentException e) {
        sent(next, new SendResult(e));
      }
      return;
    }
    Problem reason = reasonToEnd();
    if (reason != null) {
      close(reason);
    }
  }

  private synchronized @Nullable Problem reasonToEnd() {
    return ending;
  }

  private void sent(Part part, SendResult result) {
    synchronized (this) {
      sending = false;
    }
    if (!result.isOK()) {
      LOG.debug("event socket lost error=\"{}\"", String.valueOf(result.getException()));
      release();
      closeSession(CloseReason.CloseCodes.UNEXPECTED_CONDITION, "");
      return;
    }
    if (part.taken != null) {
      part.taken.complete(null);
    }
    send();
  }

  private void close(Problem reason) {
    release();
    closeSession(CloseReason.CloseCodes.TRY_AGAIN_LATER, reason.code());
  }

  /** Gives up the subscription. Doing so twice does no harm. */
  private void release() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.clear();
    }
    subscription.thenAccept(EventSubscription::close);
    onClosed.accept(this);
  }

  private void closeSession(CloseReason.CloseCode code, String reason) {
    Session open;
    synchronized (this) {
      open = session;
    }
    if (open == null || !open.isOpen()) {
      return;
    }
    try {
      open.close(new CloseReason(code, reason));
    } catch (IOException | IllegalStateException e) {
      LOG.debug("event socket had ended already error=\"{}\"", e.toString());
    }
  }

  private String text(Message message) {
    try {
      return mapper.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }

  /**
   * What is sent: the fields of a server-sent event.
   *
   * @param id where a client goes on that has got it
   * @param event the type of the event, {@code heartbeat} or {@code end}
   * @param data the event, or the problem that is the reason of the end
   */
  record Message(String id, String event, @Nullable Object data) {}

  private record Part(String text, @Nullable CompletableFuture<Void> taken) {}
}
