package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.stream.EventRequest;
import io.novacron.rest.internal.stream.EventSocketOpening;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events over WebSocket. What is wrong with a request is answered before its connection becomes
 * a WebSocket, by the same problems as everywhere.
 */
final class EventSockets {
  private static final String PATH = "/api/v1/events/ws";
  private static final Set<String> PARAMETERS =
      Set.of("cursor", "type", "subject", "account", "label");
  private static final Set<String> REPEATABLE = Set.of("type", "label");

  private final Authentication authentication;
  private final CallerLimits limits;
  private final EventSocketOpening opening;

  EventSockets(Authentication authentication, CallerLimits limits, EventSocketOpening opening) {
    this.authentication = authentication;
    this.limits = limits;
    this.opening = opening;
  }

  /** Whether a request is for here. */
  boolean takes(HttpServletRequest request) {
    return PATH.equals(request.getRequestURI());
  }

  /** Makes the connection of a request a WebSocket, with the events that it asks for. */
  void open(HttpServletRequest request, HttpServletResponse response, Exchange exchange)
      throws IOException, ServletException {
    exchange.route(PATH);
    Caller caller =
        authentication.caller(
            Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)), exchange);
    exchange.principal(caller.principal());
    limits.take(caller.principal()).forEach(exchange::header);
    if (!request.getMethod().equals("GET")) {
      throw Rejections.wrongMethod(
          request.getMethod(), PATH, new java.util.TreeSet<>(Set.of("GET")));
    }
    EventRequest wanted = wanted(request);
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      throw upgradeRequired();
    }
    ServerContainer container =
        (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
    if (container == null) {
      throw noSockets();
    }
    try {
      opening.open(container, caller, wanted, request, response);
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  private static EventRequest wanted(HttpServletRequest request) {
    Map<String, List<String>> query = new TreeMap<>();
    request.getParameterMap().forEach((name, values) -> query.put(name, Arrays.asList(values)));
    query.forEach(EventSockets::check);
    return EventRequest.of(
        request.getHeader(EventRequest.LAST_EVENT_ID),
        request.getParameter("cursor"),
        query.getOrDefault("type", List.of()),
        request.getParameter("subject"),
        request.getParameter("account"),
        Parameters.labels(query.getOrDefault("label", List.of()), query));
  }

  private static void check(String name, List<String> values) {
    boolean labelled = name.startsWith(QueryParameterFilter.LABEL + ".");
    if (!labelled && !PARAMETERS.contains(name)) {
      throw RejectedException.parameter(
          name,
          "is not known; known are " + String.join(", ", PARAMETERS.stream().sorted().toList()));
    }
    if (values.size() > 1 && !REPEATABLE.contains(name)) {
      throw RejectedException.parameter(name, "is given more than once");
    }
  }

  private static RejectedException upgradeRequired() {
    return new RejectedException(
        426,
        Problem.builder(
                "upgrade-required", Category.INVALID, PATH + " is a WebSocket, and this is not.")
            .nextStep("Ask with a WebSocket client, or read GET /api/v1/events.")
            .build(),
        Map.of("Upgrade", "websocket", "Connection", "Upgrade"));
  }

  private static ProblemException noSockets() {
    return Problem.builder(
            "service-missing", Category.UNAVAILABLE, "The HTTP server has no WebSockets.")
        .nextStep("Read GET /api/v1/events.")
        .toException();
  }
}
