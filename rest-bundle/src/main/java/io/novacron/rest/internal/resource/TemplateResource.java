package io.novacron.rest.internal.resource;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.template.Template;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.PageView;
import io.novacron.rest.internal.view.TemplateRequestView;
import io.novacron.rest.internal.view.TemplateVersionRequestView;
import io.novacron.rest.internal.view.TemplateView;
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

/** Templates of machines. */
@Singleton
@Path("api/v1/templates")
@Tag(name = "templates")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplateResource {
  private static final String PATH = "/api/v1/templates/";

  private final Services services;
  private final Answers answers;

  @Inject
  public TemplateResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listTemplates",
      summary = "Lists templates",
      description = "The latest version of each that is not deleted, by name.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of templates",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = TemplateView.class))))
  @GET
  public CompletionStage<Response> list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        services.templates().require().list(Callers.of(request), page.size(), page.token()),
        found -> Response.ok(PageView.of(found, TemplateView::of)).build());
  }

  @Operation(
      operationId = "createTemplate",
      summary = "Makes a template",
      description =
          "Its first version is 1, or the next number where a template of the name was deleted.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "201",
      description = "The first version",
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(
      responseCode = "200",
      description = DryRun.CREATED,
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> create(
      @Nullable TemplateRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.options(dryRun, request);
    TemplateRequestView wanted = Bodies.require(body);
    return answers.change(
        services
            .templates()
            .require()
            .create(Callers.of(request), wanted.name(), wanted.toContent(), options),
        made -> created(options, made));
  }

  @Operation(
      operationId = "getTemplate",
      summary = "Shows the latest version of a template",
      description =
          "Its latest version; of a deleted one too, as machines may have been made from it.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The latest version",
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{name}")
  public CompletionStage<Response> get(
      @PathParam("name") String name, @Context ContainerRequestContext request) {
    return read(name, null, request);
  }

  @Operation(
      operationId = "deleteTemplate",
      summary = "Deletes a template",
      description =
          "No machine is made from it any more. Its versions can still be read, and their numbers"
              + " are never used again.",
      parameters = {@Parameter(ref = "IfMatch")})
  @ApiResponse(
      responseCode = "200",
      description = DryRun.DELETED,
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(responseCode = "204", description = "It is deleted")
  @ApiResponse(responseCode = "412", ref = "PreconditionFailed")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @DELETE
  @Path("{name}")
  public CompletionStage<Response> delete(
      @PathParam("name") String name,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.unkeyed(dryRun, request);
    return answers.change(
        services
            .templates()
            .require()
            .delete(
                Callers.of(request),
                Parameters.identifier("template", name),
                Preconditions.of(request).expectedRevision(),
                options),
        gone -> RecordAnswers.deleted(options, TemplateView.of(gone)));
  }

  @Operation(
      operationId = "listTemplateVersions",
      summary = "Lists the versions of a template",
      description = "Newest first, also those of a deleted template.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of versions",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = TemplateView.class))))
  @GET
  @Path("{name}/versions")
  public CompletionStage<Response> versions(
      @PathParam("name") String name,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        services
            .templates()
            .require()
            .versions(
                Callers.of(request),
                Parameters.identifier("template", name),
                page.size(),
                page.token()),
        found -> Response.ok(PageView.of(found, TemplateView::of)).build());
  }

  @Operation(
      operationId = "addTemplateVersion",
      summary = "Adds a version to a template",
      description =
          "It becomes the latest. What is equal to the latest version adds none and answers with"
              + " that one.",
      parameters = {@Parameter(ref = "IfMatch"), @Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "201",
      description = "The version",
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(
      responseCode = "200",
      description = DryRun.CREATED,
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "412", ref = "PreconditionFailed")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Path("{name}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> addVersion(
      @PathParam("name") String name,
      @Nullable TemplateVersionRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.options(dryRun, request);
    return answers.change(
        services
            .templates()
            .require()
            .addVersion(
                Callers.of(request),
                Parameters.identifier("template", name),
                Bodies.require(body).toContent(),
                Preconditions.of(request).expectedRevision(),
                options),
        made -> created(options, made));
  }

  @Operation(
      operationId = "getTemplateVersion",
      summary = "Shows one version of a template",
      description = "Also of a deleted template.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The version",
      content = @Content(schema = @Schema(implementation = TemplateView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{name}/versions/{version}")
  public CompletionStage<Response> version(
      @PathParam("name") String name,
      @Parameter(schema = @Schema(type = "integer", format = "int32", minimum = "1"))
          @PathParam("version")
          String version,
      @Context ContainerRequestContext request) {
    return read(name, Parameters.integer("version", version, 1, Integer.MAX_VALUE), request);
  }

  private CompletionStage<Response> read(
      String name, @Nullable Integer version, ContainerRequestContext request) {
    Preconditions preconditions = Preconditions.of(request);
    return answers.read(
        services
            .templates()
            .require()
            .get(Callers.of(request), Parameters.identifier("template", name), version),
        template ->
            preconditions.answer(
                EntityTags.ofRevision(template.revision()), TemplateView.of(template)));
  }

  private static Response created(RequestOptions options, Template template) {
    return RecordAnswers.created(
        options,
        PATH + template.name() + "/versions/" + template.version(),
        template.revision(),
        TemplateView.of(template));
  }
}
