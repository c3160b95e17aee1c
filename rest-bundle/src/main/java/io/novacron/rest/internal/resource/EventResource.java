package io.novacron.rest.internal.resource;

import io.novacron.api.event.EventLog;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Exchange;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.stream.EventRequest;
import io.novacron.rest.internal.stream.EventStream;
import io.novacron.rest.internal.stream.EventStreams;
import io.novacron.rest.internal.view.EventView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens, as it happens. */
@Singleton
@Path("api/v1/events")
@Tag(name = "events")
public final class EventResource {
  private final Services services;
  private final EventStreams streams;

  @Inject
  public EventResource(Services services, EventStreams streams) {
    this.services = services;
    this.streams = streams;
  }

  @Operation(
      operationId = "streamEvents",
      summary = "Streams events",
      description =
          "Server-sent events: each has the CloudEvent as `data`, its type as `event`, and as `id`"
              + " a cursor from which any node goes on. Order holds per subject; delivery is at"
              + " least once, and what comes twice has the same `id` in its data. Only what the"
              + " caller may read is given. A comment comes when nothing else does. A reader that"
              + " does not take its events within 30 s is dropped; an `end` event says why a stream"
              + " was ended. A cursor past what is kept is answered with 410.",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = EventRequest.LAST_EVENT_ID,
              description = "Where to go on; it counts more than `cursor`.",
              schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = "text/event-stream",
              schema = @Schema(implementation = EventView.class)))
  @GET
  @Produces("text/event-stream")
  public void stream(
      @Parameter(
              description =
                  "Where to begin: the id of an event, `oldest`, or `latest`, which is the"
                      + " default.")
          @QueryParam("cursor")
          @Nullable String cursor,
      @Parameter(
              description = "Only these types; one that ends in `*` stands for all that begin so.",
              array = @ArraySchema(schema = @Schema(example = "io.novacron.vm.*")))
          @QueryParam("type")
          List<String> types,
      @Parameter(description = "Only events of this subject, such as `vm/vm-0123`.")
          @QueryParam("subject")
          @Nullable String subject,
      @Parameter(description = "Only events of this account.") @QueryParam("account")
          @Nullable String account,
      @Parameter(description = "Only events with this label, as `key=value`; may be repeated.")
          @QueryParam("label")
          List<String> labels,
      @Context ContainerRequestContext request,
      @Context HttpServletRequest servletRequest,
      @Suspended AsyncResponse answer) {
    EventRequest wanted =
        EventRequest.of(
            request.getHeaderString(EventRequest.LAST_EVENT_ID),
            cursor,
            types,
            subject,
            account,
            Parameters.labels(labels, request));
    EventLog log = services.events().require();
    EventStream stream = streams.make(servletRequest.getAsyncContext());
    // A stream counts among the streams, not among the requests under way.
    Exchange.of(request).ticket().close();
    log.subscribe(Callers.of(request), wanted.cursor(), wanted.filter(), stream)
        .whenComplete(
            (subscription, failure) -> {
              if (subscription != null) {
                stream.open(subscription);
              } else {
                streams.forget(stream);
                answer.resume(failure);
              }
            });
  }
}
