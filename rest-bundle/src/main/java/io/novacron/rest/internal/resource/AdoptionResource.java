package io.novacron.rest.internal.resource;

import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.AcceptedView;
import io.novacron.rest.internal.view.AdoptionRequestView;
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

/** Machines that were made by other means. */
@Singleton
@Path("api/v1/vms/adopt")
@Tag(name = "machines")
@Produces(MediaType.APPLICATION_JSON)
public final class AdoptionResource {
  private final Services services;
  private final Answers answers;
  private final MachineChanges changes;

  @Inject
  public AdoptionResource(Services services, Answers answers, MachineChanges changes) {
    this.services = services;
    this.answers = answers;
    this.changes = changes;
  }

  @Operation(
      operationId = "adoptMachine",
      summary = "Takes a machine into care that was made by other means",
      description =
          "The machine is looked at, recorded, and given our owner tag; only then can anything be"
              + " done with it. One that carries the owner tag of another control plane is refused."
              + " Adopting one again gives the machine that it has become; with the same idempotency"
              + " key, the first answer.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "It was waited for, and the operation is done",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> adopt(
      @Nullable AdoptionRequestView body,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    AdoptionRequest wanted = Bodies.require(body).toRequest();
    if (Parameters.dryRun(dryRun)) {
      return PlanResource.plan(services, answers, new PlanRequest.Adopt(wanted), request);
    }
    Caller caller = Callers.of(request);
    return changes.accepted(
        Waiting.of(wait, request),
        caller,
        services.adoptions().require().adopt(caller, wanted, Parameters.idempotencyKey(request)));
  }
}
