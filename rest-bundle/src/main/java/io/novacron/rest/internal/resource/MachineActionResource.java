package io.novacron.rest.internal.resource;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.view.AcceptedView;
import io.novacron.rest.internal.view.ActionView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Actions on machines. */
@Singleton
@Path("api/v1/vms/{id}/actions")
@Tag(name = "machines")
@Produces(MediaType.APPLICATION_JSON)
public final class MachineActionResource {
  private final MachineChanges changes;

  @Inject
  public MachineActionResource(MachineChanges changes) {
    this.changes = changes;
  }

  @Operation(
      operationId = "actOnMachine",
      summary = "Starts, stops, restarts, pauses, resumes, resizes or deletes a machine",
      description =
          "Which actions are legal follows from the state of the machine and from what its cloud"
              + " can do. A body is needed for a resize only. With `wait`, the answer is held back"
              + " until the operation is done or the time is up.",
      parameters = {@Parameter(ref = "IfMatch"), @Parameter(ref = "IdempotencyKey")})
  @RequestBody(
      description = "Needed for a resize only.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ActionView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "It was waited for, and the operation is done",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "412", ref = "PreconditionFailed")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Path("{verb}")
  public CompletionStage<Response> act(
      @PathParam("id") String id,
      @Parameter(
              schema =
                  @Schema(
                      allowableValues = {
                        "start", "stop", "restart", "pause", "resume", "resize", "delete"
                      }))
          @PathParam("verb")
          String verb,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    MachineAction action =
        Parameters.action(List.of(MachineAction.values()), MachineAction::verb, verb);
    ActionRequest asked =
        Bodies.optional(request, ActionView.class)
            .map(body -> body.toRequest(action))
            .orElseGet(() -> ActionRequest.of(action));
    return Parameters.dryRun(dryRun)
        ? changes.plan(id, asked, request)
        : changes.act(id, asked, wait, request);
  }
}
