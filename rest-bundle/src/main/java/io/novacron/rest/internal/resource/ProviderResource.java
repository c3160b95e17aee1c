package io.novacron.rest.internal.resource;

import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.OperationView;
import io.novacron.rest.internal.view.PreviewView;
import io.novacron.rest.internal.view.ProviderVersionView;
import io.novacron.rest.internal.view.SwapRequestView;
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
import jakarta.ws.rs.Consumes;
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

/** Providers and their versions. */
@Singleton
@Path("api/v1/providers")
@Tag(name = "providers")
@Produces(MediaType.APPLICATION_JSON)
public final class ProviderResource {
  private static final Cursor CURSOR = new Cursor("providers");

  private final Services services;
  private final Answers answers;

  @Inject
  public ProviderResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listProviders",
      summary = "Lists the versions of providers",
      description =
          "Those that are there on this node, by type and version, then the bundles in deploy/"
              + " that were refused, with what is wrong with them.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of versions",
      content =
          @Content(
              array = @ArraySchema(schema = @Schema(implementation = ProviderVersionView.class))))
  @GET
  public Response list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    KeyedListing<ProviderVersion> versions =
        new KeyedListing<>(
            services.providers().require().list(Callers.of(request)), ProviderResource::key, null);
    return Response.ok(versions.page(CURSOR, page, ProviderVersionView::of)).build();
  }

  private static String key(ProviderVersion version) {
    return version.type() + "/" + version.version() + "/" + version.bundle();
  }

  @Operation(
      operationId = "swapProvider",
      summary = "Lets another version of a provider serve",
      description =
          "The accounts of the type are opened with that version and their health is checked. If"
              + " all that were ready are healthy, new work goes to it, the calls of the former"
              + " version are waited for, and that is closed; else the former version goes on and"
              + " the operation fails with the reason. The choice outlives a restart. To go back,"
              + " swap to the former version.",
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
  @ApiResponse(responseCode = "404", ref = "NotFound")
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @POST
  @Path("{type}/actions/swap")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> swap(
      @PathParam("type") String type,
      @Nullable SwapRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.options(dryRun, request);
    return answers.change(
        services
            .providers()
            .require()
            .swap(
                Callers.of(request),
                Parameters.identifier("provider", type),
                Bodies.require(body).version(),
                options),
        LongWorkAnswers::of);
  }
}
