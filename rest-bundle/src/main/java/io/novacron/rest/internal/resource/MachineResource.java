package io.novacron.rest.internal.resource;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineState;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.http.Sorting;
import io.novacron.rest.internal.json.MergePatch;
import io.novacron.rest.internal.view.AcceptedView;
import io.novacron.rest.internal.view.MachinePatchView;
import io.novacron.rest.internal.view.MachineSpecView;
import io.novacron.rest.internal.view.MachineView;
import io.novacron.rest.internal.view.PageView;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Machines. */
@Singleton
@Path("api/v1/vms")
@Tag(name = "machines")
@Produces(MediaType.APPLICATION_JSON)
public final class MachineResource {
  private final Services services;
  private final Answers answers;
  private final MachineChanges changes;

  @Inject
  public MachineResource(Services services, Answers answers, MachineChanges changes) {
    this.services = services;
    this.answers = answers;
    this.changes = changes;
  }

  @Operation(
      operationId = "listMachines",
      summary = "Lists machines",
      description =
          "Newest first unless `sort` says otherwise; deleted ones are left out unless their state is asked for. Only those that"
              + " the caller may read are listed.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of machines",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = MachineView.class))))
  @GET
  public CompletionStage<Response> list(
      @Parameter(schema = @Schema(implementation = MachineState.class)) @QueryParam("state")
          @Nullable String state,
      @QueryParam("name") @Nullable String name,
      @QueryParam("account") @Nullable String account,
      @QueryParam("region") @Nullable String region,
      @QueryParam("label") List<String> labels,
      @Parameter(
              description =
                  "Oldest that is good enough, such as `30s`. Regions that were listed before are"
                      + " listed first, for some seconds at most; `observedAt` tells what came of"
                      + " it. Not for a further page.",
              schema = @Schema(type = "string", example = "30s"))
          @QueryParam("maxAge")
          @Nullable String maxAge,
      @Parameter(schema = @Schema(allowableValues = {"createdAt", "-createdAt"}))
          @QueryParam("sort")
          @Nullable String sort,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    MachineQuery query =
        new MachineQuery(
            Parameters.word("state", state, MachineState.class),
            name,
            account,
            region,
            Parameters.labels(labels, request),
            Sorting.of(sort, "createdAt").ascending(),
            page.size(),
            page.token());
    Caller caller = Callers.of(request);
    CompletionStage<Void> fresh =
        maxAge == null || page.token() != null
            ? CompletableFuture.completedFuture(null)
            : services.inventory().require().refresh(caller, account, region, age(maxAge));
    MachineService machines = services.machines().require();
    return answers.read(
        fresh.thenCompose(done -> machines.list(caller, query)),
        found -> Response.ok(PageView.of(found, MachineView::of)).build());
  }

  @Operation(
      operationId = "createMachine",
      summary = "Creates a machine",
      description =
          "Decides where the machine goes, records it, and begins. The answer comes once this is"
              + " durable; the operation says how it goes on. With `wait`, the answer is held back"
              + " until the operation is done or the time is up.",
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
      @Nullable MachineSpecView spec,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    Caller caller = Callers.of(request);
    if (Parameters.dryRun(dryRun)) {
      return PlanResource.plan(
          services,
          answers,
          new PlanRequest.Single(new BatchItem.Create(Bodies.require(spec).toSpec()), null),
          request);
    }
    return changes.accepted(
        Waiting.of(wait, request),
        caller,
        services
            .machines()
            .require()
            .create(caller, Bodies.require(spec).toSpec(), Parameters.idempotencyKey(request)));
  }

  @Operation(
      operationId = "getMachine",
      summary = "Shows a machine",
      description =
          "Deleted ones included. `status.observedAt` tells when it was last seen as it is shown."
              + " With `maxAge`, its cloud is asked when that is longer ago; when it does not answer"
              + " within some seconds, the answer is what is known. The entity tag is that of the"
              + " record, and stays when a look at the cloud finds the machine as it is recorded.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The machine",
      content = @Content(schema = @Schema(implementation = MachineView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id,
      @Parameter(
              description = "Oldest that is good enough, such as `30s`.",
              schema = @Schema(type = "string", example = "30s"))
          @QueryParam("maxAge")
          @Nullable String maxAge,
      @Context ContainerRequestContext request) {
    Preconditions preconditions = Preconditions.of(request);
    Caller caller = Callers.of(request);
    String machineId = Parameters.identifier("machine", id);
    return answers.read(
        maxAge == null
            ? services.machines().require().get(caller, machineId)
            : services.inventory().require().get(caller, machineId, age(maxAge)),
        machine ->
            preconditions.answer(
                EntityTags.ofRevision(machine.revision()), MachineView.of(machine)));
  }

  @Operation(
      operationId = "patchMachine",
      summary = "Changes what is wanted of a machine",
      description =
          "A JSON merge patch, which needs `If-Match`. A change of labels is done with the answer"
              + " (200); another desired state or size begins the operation that leads there (202)."
              + " Labels may be changed together with one of these; a desired state and a size at"
              + " once are refused. With `wait`, the answer is held back until the operation is"
              + " done or the time is up.",
      parameters = {@Parameter(ref = "IfMatch")})
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MergePatch.MEDIA_TYPE,
            schema = @Schema(implementation = MachinePatchView.class)),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = MachinePatchView.class))
      })
  @ApiResponse(
      responseCode = "200",
      description = "Done",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "412", ref = "PreconditionFailed")
  @ApiResponse(responseCode = "428", ref = "PreconditionRequired")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @PATCH
  @Path("{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  public CompletionStage<Response> patch(
      @PathParam("id") String id,
      @Parameter(hidden = true) @Nullable MergePatch patch,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    MachinePatch wanted = MachinePatchView.read(Bodies.require(patch));
    return Parameters.dryRun(dryRun)
        ? changes.planUpdate(id, wanted, request)
        : changes.update(id, wanted, wait, request);
  }

  @Operation(
      operationId = "deleteMachine",
      summary = "Deletes a machine",
      description =
          "Deleting one that is deleted, or being deleted, gives its latest operation again. With"
              + " `wait`, the answer is held back until the operation is done or the time is up.",
      parameters = {@Parameter(ref = "IfMatch"), @Parameter(ref = "IdempotencyKey")})
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
  @DELETE
  @Path("{id}")
  public CompletionStage<Response> delete(
      @PathParam("id") String id,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("dryRun") @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    ActionRequest delete = ActionRequest.of(MachineAction.DELETE);
    return Parameters.dryRun(dryRun)
        ? changes.plan(id, delete, request)
        : changes.act(id, delete, wait, request);
  }

  private static Duration age(String maxAge) {
    return Parameters.duration("maxAge", maxAge, Duration.ofDays(365));
  }
}
