package io.novacron.rest.internal.stream;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventSubscription;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.RestSettings;
import io.novacron.rest.internal.http.Services;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Subscribes to events and then makes the connection of the request a WebSocket. */
public final class EventSocketOpening {
  private final Services services;
  private final EventStreams streams;
  private final Supplier<RestSettings> settings;

  public EventSocketOpening(
      Services services, EventStreams streams, Supplier<RestSettings> settings) {
    this.services = services;
    this.streams = streams;
    this.settings = settings;
  }

  /**
   * Opens a stream. Waits for the subscription, since a connection can be upgraded on the thread of
   * its request only; the event log answers that from memory.
   *
   * @throws ProblemException when the subscription is refused, before the connection is upgraded
   */
  public void open(
      ServerContainer container,
      Caller caller,
      EventRequest wanted,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException, DeploymentException {
    EventLog log = services.events().require();
    EventSocket socket = streams.makeSocket();
    boolean opened = false;
    try {
      EventSubscription subscription = subscribe(log, caller, wanted, socket);
      socket.subscribed(subscription);
      try {
        container.upgradeHttpToWebSocket(request, response, endpoint(socket), Map.of());
        opened = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
      } finally {
        if (!opened) {
          subscription.close();
        }
      }
    } finally {
      if (!opened) {
        streams.forget(socket);
      }
    }
  }

  private EventSubscription subscribe(
      EventLog log, Caller caller, EventRequest wanted, EventSocket socket) {
    try {
      return log.subscribe(caller, wanted.cursor(), wanted.filter(), socket)
          .toCompletableFuture()
          .get(settings.get().timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late();
    }
  }

  private static ProblemException late() {
    return Problem.builder(
            "timed-out", Category.UNAVAILABLE, "The event log did not answer in time.")
        .toException();
  }

  private static ServerEndpointConfig endpoint(EventSocket socket) {
    return ServerEndpointConfig.Builder.create(EventSocket.class, "/")
        .configurator(new SingleEndpoint(socket))
        .build();
  }
}
