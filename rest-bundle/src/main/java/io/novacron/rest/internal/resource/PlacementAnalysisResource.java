package io.novacron.rest.internal.resource;

import io.novacron.rest.internal.chart.PlacementChart;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.LiveFactorsView;
import io.novacron.rest.internal.view.ReplayRequestView;
import io.novacron.rest.internal.view.ReplayTable;
import io.novacron.rest.internal.view.ReplayView;
import io.novacron.rest.internal.view.SpotAdviceRequestView;
import io.novacron.rest.internal.view.SpotAdviceView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What can be asked of decisions once they are made. */
@Singleton
@Path("api/v1/placements")
@Tag(name = "placements")
public final class PlacementAnalysisResource {
  private static final String SVG = "image/svg+xml";
  private static final String CSV = "text/csv";
  private static final int DRAWN = 2_000;

  private final Services services;
  private final Answers answers;

  @Inject
  public PlacementAnalysisResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listFactors",
      summary = "Lists the factors that policies can weigh now",
      description = "Sources of factors come and go; what is not listed counts as missing.")
  @ApiResponse(
      responseCode = "200",
      description = "The factors by name",
      content = @Content(schema = @Schema(implementation = LiveFactorsView.class)))
  @GET
  @Path("factors")
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> factors(@Context ContainerRequestContext request) {
    return answers.read(
        services.placements().require().factors(Callers.of(request)),
        factors -> Response.ok(LiveFactorsView.of(factors)).build());
  }

  @Operation(
      operationId = "replayPlacements",
      summary = "Makes decisions again under another policy, catalog or price history",
      description =
          "Each from the inputs that were kept of it; changes nothing. Tells what would have been chosen, and what the former choices cost more. With `Accept: text/csv` it is a table with a line for each decision.")
  @ApiResponse(
      responseCode = "200",
      description = "What became of the decisions",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ReplayView.class)),
        @Content(mediaType = CSV, schema = @Schema(types = "string"))
      })
  @POST
  @Path("replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, CSV})
  public CompletionStage<Response> replay(
      @Nullable ReplayRequestView body, @Context ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    return answers.read(
        services
            .placements()
            .require()
            .replay(Callers.of(request), Bodies.require(body).toRequest()),
        replay ->
            wantsTable(request)
                ? Response.ok(ReplayTable.write(replay), CSV + ";charset=utf-8").build()
                : Response.ok(ReplayView.of(replay), MediaType.APPLICATION_JSON).build());
  }

  @Operation(
      operationId = "adviseOnSpot",
      summary = "Advises whether a spot machine stays, moves, or goes on demand",
      description =
          "By prices that the caller has seen. An hour in a place is expected to cost the mean of its prices and what interruptions cost; the machine goes where the saving over the horizon is more than the cost of the move. Changes nothing and keeps nothing.")
  @ApiResponse(
      responseCode = "200",
      description = "The advice",
      content = @Content(schema = @Schema(implementation = SpotAdviceView.class)))
  @POST
  @Path("spot-advice")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> adviseOnSpot(
      @Nullable SpotAdviceRequestView body, @Context ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    return answers.read(
        services
            .placements()
            .require()
            .adviseOnSpot(Callers.of(request), Bodies.require(body).toRequest()),
        advice -> Response.ok(SpotAdviceView.of(advice)).build());
  }

  private static boolean wantsTable(ContainerRequestContext request) {
    return request.getAcceptableMediaTypes().stream()
        .findFirst()
        .filter(best -> best.isCompatible(MediaType.valueOf(CSV)))
        .filter(best -> !best.isCompatible(MediaType.APPLICATION_JSON_TYPE))
        .isPresent();
  }

  @Operation(
      operationId = "drawPlacement",
      summary = "Draws the candidates of a decision",
      description =
          "By price and score, with the choice and the runner-up marked; of many candidates the best 2,000.")
  @ApiResponse(
      responseCode = "200",
      description = "The picture",
      content = @Content(mediaType = SVG, schema = @Schema(types = "string")))
  @GET
  @Path("{id}/chart")
  @Produces({SVG, MediaType.APPLICATION_JSON})
  public CompletionStage<Response> chart(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    return answers.read(
        services
            .placements()
            .require()
            .candidates(Callers.of(request), Parameters.identifier("decision", id), DRAWN),
        candidates -> Response.ok(PlacementChart.draw(candidates), SVG).build());
  }
}
