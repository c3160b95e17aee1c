package io.novacron.rest.internal.resource;

import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.OperationView;
import io.novacron.rest.internal.view.PreviewView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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

/** Keeping an installation in order. */
@Singleton
@Path("api/v1/maintenance")
@Tag(name = "maintenance")
@Produces(MediaType.APPLICATION_JSON)
public final class MaintenanceResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public MaintenanceResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "compact",
      summary = "Removes what is older than its retention",
      description =
          "Takes no body. Operations and deleted machines, decisions, events, idempotency keys and"
              + " audit records that are older than the settings say are removed in the background;"
              + " the operation shows how far it is, says what was removed, and can be cancelled."
              + " One runs at a time: while there is one, the answer is 409 with its id.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "202",
      description = "It has begun",
      headers =
          @Header(
              name = "Location",
              description = "Where the operation is",
              schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(
      responseCode = "200",
      description = DryRun.PREVIEW,
      content = @Content(schema = @Schema(implementation = PreviewView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @POST
  @Path("actions/compact")
  public CompletionStage<Response> compact(
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    Bodies.requireNone(request);
    RequestOptions options = Parameters.options(dryRun, request);
    return answers.change(
        services.maintenance().require().compact(Callers.of(request), options),
        LongWorkAnswers::of);
  }
}
