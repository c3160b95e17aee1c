package io.novacron.rest.internal.resource;

import io.novacron.api.plan.PlanRequest;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.BatchView;
import io.novacron.rest.internal.view.OperationView;
import io.novacron.rest.internal.view.PlanView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Many changes of machines at once. */
@Singleton
@Path("api/v1/vms/batch")
@Tag(name = "machines")
@Produces(MediaType.APPLICATION_JSON)
public final class BatchResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public BatchResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "sendBatch",
      summary = "Changes up to 1000 machines at once",
      description =
          "Checks all items, records them, and begins. The parent operation has one child for each;"
              + " result.items of the parent says how far each is.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done. The body is the parent operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "With `dryRun=true`: the plan",
      content = @Content(schema = @Schema(implementation = PlanView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> send(
      @Nullable BatchView batch,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    if (Parameters.dryRun(dryRun)) {
      return PlanResource.plan(
          services, answers, new PlanRequest.Batch(Bodies.require(batch).toRequest()), request);
    }
    return answers.change(
        services
            .batches()
            .require()
            .submit(
                Callers.of(request),
                Bodies.require(batch).toRequest(),
                Parameters.idempotencyKey(request)),
        accepted -> {
          Response.ResponseBuilder response = LongWorkAnswers.begun(accepted.operation());
          if (accepted.replayed()) {
            response.header("Idempotency-Replayed", "true");
          }
          return response.build();
        });
  }
}
