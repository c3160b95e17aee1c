package io.novacron.rest.internal.resource;

import io.novacron.api.plan.PlanRequest;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.ApplyView;
import io.novacron.rest.internal.view.OperationView;
import io.novacron.rest.internal.view.PageView;
import io.novacron.rest.internal.view.PlanView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What changes would do. */
@Singleton
@Path("api/v1/plans")
@Tag(name = "plans")
@Produces(MediaType.APPLICATION_JSON)
public final class PlanResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public PlanResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  /** The answer to a change with {@code dryRun=true}. */
  static CompletionStage<Response> plan(
      Services services, Answers answers, PlanRequest plan, ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    Waiting.check(request);
    return answers.read(
        services.plans().require().plan(Callers.of(request), plan),
        made -> Response.ok(PlanView.of(made)).build());
  }

  @Operation(
      operationId = "listPlans",
      summary = "Lists your plans",
      description = "Newest first; those that ended more than a day ago may be gone.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of plans",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = PlanView.class))))
  @GET
  public CompletionStage<Response> list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        services.plans().require().list(Callers.of(request), page.size(), page.token()),
        found -> Response.ok(PageView.of(found, PlanView::of)).build());
  }

  @Operation(
      operationId = "getPlan",
      summary = "Shows a plan of yours",
      description = "What would be done and what it costs; nobody else's plans are shown.")
  @ApiResponse(
      responseCode = "200",
      description = "The plan",
      content = @Content(schema = @Schema(implementation = PlanView.class)))
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    return answers.read(
        services.plans().require().get(Callers.of(request), Parameters.identifier("plan", id)),
        plan -> Response.ok(PlanView.of(plan)).build());
  }

  @Operation(
      operationId = "applyPlan",
      summary = "Makes the change as the plan says",
      description =
          "Looks again first; when something moved, it is 409 with what was planned and what is"
              + " now. Applied twice, it gives the operation that it began.",
      parameters = {@Parameter(ref = "IdempotencyKey")},
      requestBody =
          @RequestBody(content = @Content(schema = @Schema(implementation = ApplyView.class))))
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done. The body is the operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Path("{id}/actions/apply")
  public CompletionStage<Response> apply(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    String key = Parameters.idempotencyKey(request);
    Optional<ApplyView> body = Bodies.optional(request, ApplyView.class);
    return answers.change(
        services
            .plans()
            .require()
            .apply(
                Callers.of(request),
                Parameters.identifier("plan", id),
                body.map(ApplyView::hash).orElse(null),
                body.map(ApplyView::pricePercent).orElse(0.0),
                key),
        operation -> LongWorkAnswers.begun(operation).build());
  }
}
