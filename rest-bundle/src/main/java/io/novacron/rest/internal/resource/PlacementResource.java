package io.novacron.rest.internal.resource;

import io.novacron.api.placement.Decision;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.DecideRequestView;
import io.novacron.rest.internal.view.DecisionView;
import io.novacron.rest.internal.view.PageView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decisions where machines go. */
@Singleton
@Path("api/v1/placements")
@Tag(name = "placements")
@Produces(MediaType.APPLICATION_JSON)
public final class PlacementResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public PlacementResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "decidePlacement",
      summary = "Decides where a machine would go",
      description =
          "Creates no machine. The decision is kept; it is without a choice when no candidate passed, and its funnel then says which filters took them out.")
  @ApiResponse(
      responseCode = "201",
      description = "The decision",
      content = @Content(schema = @Schema(implementation = DecisionView.class)))
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> decide(
      @Nullable DecideRequestView body, @Context ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    return answers.change(
        services
            .placements()
            .require()
            .decide(Callers.of(request), Bodies.require(body).toRequest()),
        decision ->
            Response.status(Response.Status.CREATED)
                .header("Location", "/api/v1/placements/" + decision.id())
                .tag(tag(decision))
                .entity(DecisionView.of(decision))
                .build());
  }

  @Operation(
      operationId = "listPlacements",
      summary = "Lists decisions",
      description = "Newest first, those of machines included.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of decisions",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = DecisionView.class))))
  @GET
  public CompletionStage<Response> list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        services.placements().require().list(Callers.of(request), page.size(), page.token()),
        found -> Response.ok(PageView.of(found, DecisionView::of)).build());
  }

  @Operation(
      operationId = "getPlacement",
      summary = "Shows a decision",
      description = "A decision never changes.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The decision",
      content = @Content(schema = @Schema(implementation = DecisionView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    Preconditions preconditions = Preconditions.of(request);
    return answers.read(
        services
            .placements()
            .require()
            .get(Callers.of(request), Parameters.identifier("decision", id)),
        decision -> preconditions.answer(tag(decision), DecisionView.of(decision)));
  }

  /** A decision never changes, so its id and the digest of its inputs name it completely. */
  private static EntityTag tag(Decision decision) {
    return EntityTags.ofText(decision.id() + " " + decision.inputsDigest());
  }
}
