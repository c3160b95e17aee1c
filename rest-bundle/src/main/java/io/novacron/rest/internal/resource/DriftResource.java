package io.novacron.rest.internal.resource;

import io.novacron.api.inventory.DriftAction;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.inventory.DriftQuery;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.DriftAnswerView;
import io.novacron.rest.internal.view.DriftView;
import io.novacron.rest.internal.view.PageView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Differences between machines as they are wanted and as they are seen. */
@Singleton
@Path("api/v1/drift")
@Tag(name = "inventory")
@Produces(MediaType.APPLICATION_JSON)
public final class DriftResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public DriftResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listDrift",
      summary = "Lists differences between what is wanted and what is seen",
      description =
          "Those of the newest machines first, and only of machines that the caller may read. Those"
              + " that are ignored are left out unless they are asked for.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of differences",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = DriftView.class))))
  @GET
  public CompletionStage<Response> list(
      @Parameter(description = "Only those of the machine of this id.") @QueryParam("machine")
          @Nullable String machine,
      @QueryParam("account") @Nullable String account,
      @QueryParam("region") @Nullable String region,
      @Parameter(
              description = "Only those of this aspect.",
              schema =
                  @Schema(
                      allowableValues = {
                        "state",
                        "instance-type",
                        "labels",
                        "owner-tag",
                        "presence"
                      }))
          @QueryParam("aspect")
          @Nullable String aspect,
      @Parameter(
              description = "Those that are ignored instead of those that are not.",
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("ignored")
          @Nullable String ignored,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    DriftQuery query =
        new DriftQuery(
            machine,
            account,
            region,
            Parameters.word("aspect", aspect, DriftAspect.class),
            Boolean.TRUE.equals(Parameters.flag("ignored", ignored)),
            page.size(),
            page.token());
    return answers.read(
        drifts().list(Callers.of(request), query),
        found -> Response.ok(PageView.of(found, DriftView::of)).build());
  }

  @Operation(
      operationId = "getDrift",
      summary = "Shows a difference",
      description = "One that an operation has ended, or that is seen no more, is not there.")
  @ApiResponse(
      responseCode = "200",
      description = "The difference",
      content = @Content(schema = @Schema(implementation = DriftView.class)))
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    return answers.read(
        drifts().get(Callers.of(request), Parameters.identifier("drift", id)),
        found -> Response.ok(DriftView.of(found)).build());
  }

  @Operation(
      operationId = "actOnDrift",
      summary = "Accepts, reverts or ignores a difference",
      description =
          "`accept` lets the record follow the cloud; of a machine that is gone it ends the record."
              + " `revert` begins the operation that brings the machine back to what is wanted."
              + " `ignore` keeps the difference and does not count it until something else is seen."
              + " Takes no body. Asked again while what was begun is under way, it gives the same"
              + " operation.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "200",
      description = "It is done, or would be",
      content = @Content(schema = @Schema(implementation = DriftAnswerView.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Recorded; it will be done",
      headers =
          @Header(
              name = "Location",
              description = "Where the operation is",
              schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = DriftAnswerView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Path("{id}/actions/{verb}")
  public CompletionStage<Response> act(
      @PathParam("id") String id,
      @Parameter(schema = @Schema(allowableValues = {"accept", "revert", "ignore"}))
          @PathParam("verb")
          String verb,
      @Parameter(
              description =
                  "Only say what it would do, with the same checks. Takes no idempotency key.",
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    Bodies.requireNone(request);
    RequestOptions options = Parameters.options(dryRun, request);
    DriftAction action = Parameters.action(List.of(DriftAction.values()), DriftAction::verb, verb);
    return answers.change(
        drifts().act(Callers.of(request), Parameters.identifier("drift", id), action, options),
        answer -> InventoryAnswers.of(answer.operation(), DriftAnswerView.of(answer)));
  }

  private DriftService drifts() {
    return services.drifts().require();
  }
}
