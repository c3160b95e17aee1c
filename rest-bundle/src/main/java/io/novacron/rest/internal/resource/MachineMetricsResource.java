package io.novacron.rest.internal.resource;

import io.novacron.api.provider.MetricName;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.RejectedException;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.MachineMetricsView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What clouds measure of machines. */
@Singleton
@Path("api/v1/vms/{id}/metrics")
@Tag(name = "machines")
@Produces(MediaType.APPLICATION_JSON)
public final class MachineMetricsResource {
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Services services;
  private final Answers answers;

  @Inject
  public MachineMetricsResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "getMachineMetrics",
      summary = "Shows what was measured of a machine",
      description =
          "Asked of the cloud each time. The window reaches back from now, an hour when left out"
              + " and 30 days at most; the resolution is a minute when left out. A series has at"
              + " most 1,440 points.")
  @ApiResponse(
      responseCode = "200",
      description = "The measurements",
      content = @Content(schema = @Schema(implementation = MachineMetricsView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @GET
  public CompletionStage<Response> read(
      @PathParam("id") String id,
      @Parameter(schema = @Schema(example = "1h")) @QueryParam("window") @Nullable String window,
      @Parameter(schema = @Schema(example = "60s")) @QueryParam("resolution")
          @Nullable String resolution,
      @Parameter(description = "What was measured, such as `cpu-percent`; all when left out.")
          @QueryParam("name")
          List<String> names,
      @Context ContainerRequestContext request) {
    return answers.read(
        services
            .machineMetrics()
            .require()
            .read(
                Callers.of(request),
                Parameters.identifier("machine", id),
                names(names),
                window == null
                    ? Duration.ofHours(1)
                    : Parameters.duration("window", window, LONGEST),
                resolution == null
                    ? Duration.ofMinutes(1)
                    : Parameters.duration("resolution", resolution, LONGEST)),
        metrics -> Response.ok(MachineMetricsView.of(metrics)).build());
  }

  private static Set<MetricName> names(List<String> words) {
    return words.stream().map(MachineMetricsResource::name).collect(Collectors.toSet());
  }

  private static MetricName name(String word) {
    return Arrays.stream(MetricName.values())
        .filter(name -> name.wireName().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                RejectedException.parameter(
                    "name",
                    "must be one of "
                        + Arrays.stream(MetricName.values())
                            .map(MetricName::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
