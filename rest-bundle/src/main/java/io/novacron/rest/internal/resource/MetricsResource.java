package io.novacron.rest.internal.resource;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.novacron.api.security.Permission;
import io.novacron.rest.internal.http.Audited;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletionStage;

/** Figures for a monitoring system. */
@Singleton
@Path("metrics")
@Tag(name = "running it")
public final class MetricsResource {
  private static final String PROMETHEUS_TEXT = "text/plain;version=0.0.4;charset=utf-8";

  private final Audited audited;
  private final PrometheusMeterRegistry meters;

  @Inject
  public MetricsResource(Audited audited, PrometheusMeterRegistry meters) {
    this.audited = audited;
    this.meters = meters;
  }

  @Operation(
      operationId = "getMetrics",
      summary = "Gives figures for a monitoring system",
      description = "In the Prometheus text format.")
  @ApiResponse(
      responseCode = "200",
      description = "The figures",
      content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
  @GET
  @Produces(PROMETHEUS_TEXT)
  public CompletionStage<String> metrics(@Context ContainerRequestContext request) {
    return audited.read(request, Permission.METRICS_READ, () -> meters.scrape(PROMETHEUS_TEXT));
  }
}
