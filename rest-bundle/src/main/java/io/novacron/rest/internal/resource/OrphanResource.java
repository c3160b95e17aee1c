package io.novacron.rest.internal.resource;

import io.novacron.api.inventory.OrphanAction;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.OrphanAnswerView;
import io.novacron.rest.internal.view.OrphanReportView;
import io.novacron.rest.internal.view.OrphanView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Machines, volumes and snapshots at the clouds that belong to no record. */
@Singleton
@Path("api/v1/orphans")
@Tag(name = "inventory")
@Produces(MediaType.APPLICATION_JSON)
public final class OrphanResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public OrphanResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listOrphans",
      summary = "Lists machines, volumes and snapshots that belong to no record",
      description =
          "As of the latest list of each region, with what they cost and how far the search reached."
              + " What carries the owner tag of another control plane, what an operation under way"
              + " may have made, and a volume that a machine has, are not among them; nor are"
              + " volumes and snapshots without an owner tag. Volumes and snapshots have no price"
              + " in the catalog and count as `unpriced`; `coverage` tells where they could not be"
              + " listed.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of them",
      content = @Content(schema = @Schema(implementation = OrphanReportView.class)))
  @GET
  public CompletionStage<Response> list(
      @Parameter(
              description = "Only those that are this.",
              schema = @Schema(allowableValues = {"machine", "volume", "snapshot"}))
          @QueryParam("resource")
          @Nullable String resource,
      @Parameter(
              description = "Only those of this kind.",
              schema = @Schema(allowableValues = {"orphan", "unmanaged"}))
          @QueryParam("kind")
          @Nullable String kind,
      @QueryParam("account") @Nullable String account,
      @QueryParam("region") @Nullable String region,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    OrphanQuery query =
        new OrphanQuery(
            Parameters.word("resource", resource, ResourceType.class),
            Parameters.word("kind", kind, OrphanKind.class),
            account,
            region,
            page.size(),
            page.token());
    return answers.read(
        orphans().list(Callers.of(request), query),
        found -> Response.ok(OrphanReportView.of(found)).build());
  }

  @Operation(
      operationId = "getOrphan",
      summary = "Shows a machine, volume or snapshot that belongs to no record",
      description = "As of the latest list of its region.")
  @ApiResponse(
      responseCode = "200",
      description = "The orphan",
      content = @Content(schema = @Schema(implementation = OrphanView.class)))
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    return answers.read(
        orphans().get(Callers.of(request), Parameters.identifier("orphan", id)),
        found -> Response.ok(OrphanView.of(found)).build());
  }

  @Operation(
      operationId = "actOnOrphan",
      summary = "Quarantines, releases or deletes an orphan",
      description =
          "Does nothing but to say what it would do unless `dryRun=false` is given. `quarantine`"
              + " stops the machine and begins the time after which it may be deleted; `release`"
              + " ends that; `delete` deletes it for good once its quarantine has lasted. Volumes and"
              + " snapshots have no quarantine and are deleted at once. Its cloud is asked first"
              + " whether it still is what it was seen as. Takes no body. Asked again while what was"
              + " begun is under way, it gives the same operation.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "200",
      description = "It is done, or would be",
      content = @Content(schema = @Schema(implementation = OrphanAnswerView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done",
      headers =
          @Header(
              name = "Location",
              description = "Where the operation is",
              schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = OrphanAnswerView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Path("{id}/actions/{verb}")
  public CompletionStage<Response> act(
      @PathParam("id") String id,
      @Parameter(schema = @Schema(allowableValues = {"quarantine", "release", "delete"}))
          @PathParam("verb")
          String verb,
      @Parameter(
              description =
                  "Only say what it would do, with the same checks; `false` to do it. Only then an"
                      + " idempotency key is taken.",
              schema = @Schema(type = "boolean", defaultValue = "true"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    Bodies.requireNone(request);
    RequestOptions options = Parameters.options(dryRun == null ? "true" : dryRun, request);
    OrphanAction action =
        Parameters.action(List.of(OrphanAction.values()), OrphanAction::verb, verb);
    return answers.change(
        orphans().act(Callers.of(request), Parameters.identifier("orphan", id), action, options),
        answer -> InventoryAnswers.of(answer.operation(), OrphanAnswerView.of(answer)));
  }

  private OrphanService orphans() {
    return services.orphans().require();
  }
}
