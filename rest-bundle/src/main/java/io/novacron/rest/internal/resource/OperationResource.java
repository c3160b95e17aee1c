package io.novacron.rest.internal.resource;

import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.http.Sorting;
import io.novacron.rest.internal.view.OperationView;
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
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Long-running work. */
@Singleton
@Path("api/v1/operations")
@Tag(name = "operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public OperationResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  /** Where an operation is. Without host, as the client knows better which one it reached us by. */
  static String path(String id) {
    return "/api/v1/operations/" + id;
  }

  @Operation(
      operationId = "listOperations",
      summary = "Lists operations",
      description =
          "Newest first unless `sort` says otherwise. Only those that the caller may read are listed.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of operations",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = OperationView.class))))
  @GET
  public CompletionStage<Response> list(
      @Parameter(schema = @Schema(implementation = OperationState.class)) @QueryParam("state")
          @Nullable String state,
      @Parameter(
              description = "Only those that are done, or only those that are not.",
              schema = @Schema(type = "boolean"))
          @QueryParam("done")
          @Nullable String done,
      @Parameter(
              schema =
                  @Schema(
                      allowableValues = {
                        "create",
                        "start",
                        "stop",
                        "restart",
                        "pause",
                        "resume",
                        "resize",
                        "update",
                        "delete",
                        "snapshot",
                        "restore-snapshot",
                        "delete-snapshot",
                        "adopt",
                        "batch",
                        "compact"
                      }))
          @QueryParam("kind")
          @Nullable String kind,
      @Parameter(description = "Only those on the machine of this id.") @QueryParam("target")
          @Nullable String target,
      @Parameter(description = "Only the parts of the operation of this id.") @QueryParam("parent")
          @Nullable String parent,
      @Parameter(schema = @Schema(allowableValues = {"createdAt", "-createdAt"}))
          @QueryParam("sort")
          @Nullable String sort,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    OperationQuery query =
        new OperationQuery(
            Parameters.word("state", state, OperationState.class),
            Parameters.flag("done", done),
            Parameters.word("kind", kind, OperationKind.class),
            target,
            parent,
            Sorting.of(sort, "createdAt").ascending(),
            page.size(),
            page.token());
    return answers.read(
        services.operations().require().list(Callers.of(request), query),
        found -> Response.ok(PageView.of(found, OperationView::of)).build());
  }

  @Operation(
      operationId = "getOperation",
      summary = "Shows an operation",
      description =
          "With `wait`, the answer is held back until the operation is done or the time is up.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id,
      @QueryParam("wait") @Nullable String wait,
      @Context ContainerRequestContext request) {
    Caller caller = Callers.of(request);
    String operation = Parameters.identifier("operation", id);
    OperationService operations = services.operations().require();
    Preconditions preconditions = Preconditions.of(request);
    Function<io.novacron.api.operation.Operation, Response> shape =
        found ->
            preconditions.answer(EntityTags.ofRevision(found.revision()), OperationView.of(found));
    if (wait == null) {
      return answers.read(operations.get(caller, operation), shape);
    }
    Duration limit = Waiting.of(wait, request).limit();
    return answers.held(operations.await(caller, operation, limit), limit, shape);
  }

  @Operation(
      operationId = "cancelOperation",
      summary = "Cancels an operation",
      description =
          "Takes no body. The request is durable when the answer comes; the operation says how it"
              + " goes on, and is `CANCELLED` once nothing is left of it. A create ends without a"
              + " machine; a start or stop that was sent is not tried again; a delete can be"
              + " cancelled only before it was sent. Asking again changes nothing. With `wait`, the"
              + " answer is held back until the operation is done or the time is up.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "202",
      description = "The request is recorded",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The operation is done; with `dryRun`, the operation as it would be",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @POST
  @Path("{id}/actions/cancel")
  public CompletionStage<Response> cancel(
      @PathParam("id") String id,
      @QueryParam("wait") @Nullable String wait,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    Bodies.requireNone(request);
    RequestOptions options = Parameters.options(dryRun, request);
    String operation = Parameters.identifier("operation", id);
    OperationService operations = services.operations().require();
    Caller caller = Callers.of(request);
    Waiting waiting = Waiting.of(wait, request);
    if (options.dryRun()) {
      return answers.read(
          operations.previewCancel(caller, operation),
          would -> Response.ok(OperationView.of(would)).build());
    }
    return answers.heldChange(
        operations
            .cancel(caller, operation, options.idempotencyKey())
            .thenCompose(noted -> waiting.end(operations, caller, noted)),
        waiting.limit(),
        now -> waiting.status(now).entity(OperationView.of(now)).build());
  }
}
