package io.novacron.rest.internal.resource;

import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.AcceptedView;
import io.novacron.rest.internal.view.PageView;
import io.novacron.rest.internal.view.SnapshotRequestView;
import io.novacron.rest.internal.view.SnapshotView;
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
import jakarta.ws.rs.DELETE;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Snapshots of machines. */
@Singleton
@Path("api/v1/vms/{id}/snapshots")
@Tag(name = "snapshots")
@Produces(MediaType.APPLICATION_JSON)
public final class SnapshotResource {
  private final Services services;
  private final Answers answers;
  private final MachineChanges changes;

  @Inject
  public SnapshotResource(Services services, Answers answers, MachineChanges changes) {
    this.services = services;
    this.answers = answers;
    this.changes = changes;
  }

  @Operation(
      operationId = "listSnapshots",
      summary = "Lists the snapshots of a machine",
      description = "Oldest first, all on one page: a machine has at most 50.")
  @ApiResponse(
      responseCode = "200",
      description = "The snapshots",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = SnapshotView.class))))
  @GET
  public CompletionStage<Response> list(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    return answers.read(
        services
            .snapshots()
            .require()
            .list(Callers.of(request), Parameters.identifier("machine", id)),
        found -> Response.ok(PageView.of(new Page<>(found, null), SnapshotView::of)).build());
  }

  @Operation(
      operationId = "createSnapshot",
      summary = "Takes a snapshot of a machine",
      description =
          "The machine must be running or stopped. One request makes one snapshot, or none and a"
              + " clear failure. The answer's machine has the snapshot that is being made.",
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
  public CompletionStage<Response> create(
      @PathParam("id") String id,
      @Nullable SnapshotRequestView body,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    if (Parameters.dryRun(dryRun)) {
      return plan(id, PlanRequest.SnapshotAction.CREATE, Bodies.require(body).name(), request);
    }
    Caller caller = Callers.of(request);
    return changes.accepted(
        Waiting.of(wait, request),
        caller,
        services
            .snapshots()
            .require()
            .create(
                caller,
                Parameters.identifier("machine", id),
                Bodies.require(body).name(),
                Parameters.idempotencyKey(request)));
  }

  @Operation(
      operationId = "getSnapshot",
      summary = "Shows a snapshot",
      description = "As it was last seen at the cloud.")
  @ApiResponse(
      responseCode = "200",
      description = "The snapshot",
      content = @Content(schema = @Schema(implementation = SnapshotView.class)))
  @GET
  @Path("{snapshot}")
  public CompletionStage<Response> get(
      @PathParam("id") String id,
      @PathParam("snapshot") String snapshot,
      @Context ContainerRequestContext request) {
    return answers.read(
        services
            .snapshots()
            .require()
            .get(
                Callers.of(request),
                Parameters.identifier("machine", id),
                Parameters.identifier("snapshot", snapshot)),
        found -> Response.ok(SnapshotView.of(found)).build());
  }

  @Operation(
      operationId = "deleteSnapshot",
      summary = "Deletes a snapshot",
      description = "It is listed until the cloud has shown that it is gone.",
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
  @DELETE
  @Path("{snapshot}")
  public CompletionStage<Response> delete(
      @PathParam("id") String id,
      @PathParam("snapshot") String snapshot,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    if (Parameters.dryRun(dryRun)) {
      return plan(
          id,
          PlanRequest.SnapshotAction.DELETE,
          Parameters.identifier("snapshot", snapshot),
          request);
    }
    Caller caller = Callers.of(request);
    return changes.accepted(
        Waiting.of(wait, request),
        caller,
        services
            .snapshots()
            .require()
            .delete(
                caller,
                Parameters.identifier("machine", id),
                Parameters.identifier("snapshot", snapshot),
                Parameters.idempotencyKey(request)));
  }

  @Operation(
      operationId = "restoreSnapshot",
      summary = "Puts a machine back to a snapshot",
      description = "The machine must be stopped, the snapshot available. Takes no body.",
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
  @Path("{snapshot}/actions/restore")
  public CompletionStage<Response> restore(
      @PathParam("id") String id,
      @PathParam("snapshot") String snapshot,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    Bodies.requireNone(request);
    if (Parameters.dryRun(dryRun)) {
      return plan(
          id,
          PlanRequest.SnapshotAction.RESTORE,
          Parameters.identifier("snapshot", snapshot),
          request);
    }
    Caller caller = Callers.of(request);
    return changes.accepted(
        Waiting.of(wait, request),
        caller,
        services
            .snapshots()
            .require()
            .restore(
                caller,
                Parameters.identifier("machine", id),
                Parameters.identifier("snapshot", snapshot),
                Parameters.idempotencyKey(request)));
  }

  private CompletionStage<Response> plan(
      String id,
      PlanRequest.SnapshotAction action,
      String subject,
      ContainerRequestContext request) {
    return PlanResource.plan(
        services,
        answers,
        new PlanRequest.OfSnapshot(Parameters.identifier("machine", id), action, subject),
        request);
  }
}
