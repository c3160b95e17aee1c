package io.novacron.rest.internal.resource;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultSwitch;
import io.novacron.api.security.Permission;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Audited;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.FaultRequestView;
import io.novacron.rest.internal.view.FaultView;
import io.novacron.rest.internal.view.PageView;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Faults of the simulated clouds. */
@Singleton
@Path("api/v1/simulator/faults")
@Tag(name = "simulator")
@Produces(MediaType.APPLICATION_JSON)
public final class FaultResource {
  private final Services services;
  private final Answers answers;
  private final Audited audited;

  @Inject
  public FaultResource(Services services, Answers answers, Audited audited) {
    this.services = services;
    this.answers = answers;
    this.audited = audited;
  }

  @Operation(
      operationId = "listFaults",
      summary = "Lists the faults in force",
      description = "Oldest first; all of them.")
  @ApiResponse(
      responseCode = "200",
      description = "The faults",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = FaultView.class))))
  @GET
  public CompletionStage<Response> list(@Context ContainerRequestContext request) {
    return audited.read(
        request,
        Permission.SIMULATOR_OPERATE,
        () ->
            Response.ok(new PageView<>(active().stream().map(FaultView::of).toList(), null))
                .build());
  }

  @Operation(
      operationId = "getFault",
      summary = "Shows a fault",
      description = "A fault that has ended is not there any more.")
  @ApiResponse(
      responseCode = "200",
      description = "The fault",
      content = @Content(schema = @Schema(implementation = FaultView.class)))
  @GET
  @Path("{id}")
  public CompletionStage<Response> get(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    return audited.read(
        request,
        Permission.SIMULATOR_OPERATE,
        () ->
            active().stream()
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .map(fault -> Response.ok(FaultView.of(fault)).build())
                .orElseThrow(FaultResource::notFound));
  }

  @Operation(
      operationId = "injectFault",
      summary = "Makes the simulated clouds fail",
      description = "Faults do not survive a restart.")
  @ApiResponse(
      responseCode = "201",
      description = "The fault is in force",
      content = @Content(schema = @Schema(implementation = FaultView.class)))
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> inject(
      @Nullable FaultRequestView body, @Context ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    FaultSwitch faults = services.faults().require();
    return answers.change(
        audited.run(
            request,
            Permission.SIMULATOR_OPERATE,
            "fault",
            Fault::id,
            () -> faults.inject(Bodies.require(body).toRequest())),
        fault ->
            Response.status(Response.Status.CREATED)
                .header("Location", "/api/v1/simulator/faults/" + fault.id())
                .entity(FaultView.of(fault))
                .build());
  }

  @Operation(
      operationId = "clearFault",
      summary = "Ends a fault",
      description = "What it has done already stays done.")
  @ApiResponse(responseCode = "204", description = "It has ended")
  @DELETE
  @Path("{id}")
  public CompletionStage<Response> clear(
      @PathParam("id") String id, @Context ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    FaultSwitch faults = services.faults().require();
    return answers.change(
        audited.run(
            request,
            Permission.SIMULATOR_OPERATE,
            "fault",
            cleared -> id,
            () -> {
              if (!faults.clear(id)) {
                throw notFound();
              }
              return Boolean.TRUE;
            }),
        cleared -> Response.noContent().build());
  }

  @Operation(
      operationId = "clearFaults",
      summary = "Ends all faults",
      description = "What they have done already stays done.")
  @ApiResponse(responseCode = "204", description = "They have ended")
  @DELETE
  public CompletionStage<Response> clearAll(@Context ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    FaultSwitch faults = services.faults().require();
    return answers.change(
        audited.run(
            request,
            Permission.SIMULATOR_OPERATE,
            "fault",
            cleared -> null,
            () -> {
              faults.active().forEach(fault -> faults.clear(fault.id()));
              return Boolean.TRUE;
            }),
        cleared -> Response.noContent().build());
  }

  private List<Fault> active() {
    return services.faults().require().active();
  }

  private static ProblemException notFound() {
    return Problem.builder(
            "fault-not-found", Category.NOT_FOUND, "There is no fault of this id in force.")
        .nextStep(
            "GET /api/v1/simulator/faults lists those there are; a fault may have ended by itself.")
        .toException();
  }
}
