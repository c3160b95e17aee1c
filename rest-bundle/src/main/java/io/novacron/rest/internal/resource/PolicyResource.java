package io.novacron.rest.internal.resource;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.PageView;
import io.novacron.rest.internal.view.PolicyRequestView;
import io.novacron.rest.internal.view.PolicyVersionRequestView;
import io.novacron.rest.internal.view.PolicyView;
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
import jakarta.ws.rs.PUT;
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

/** Policies of placement. */
@Singleton
@Path("api/v1/policies")
@Tag(name = "policies")
@Produces(MediaType.APPLICATION_JSON)
public final class PolicyResource {
  private static final String PATH = "/api/v1/policies/";

  private final Services services;
  private final Answers answers;

  @Inject
  public PolicyResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listPolicies",
      summary = "Lists policies",
      description =
          "The latest version of each that is not deleted, by name; the first page begins with the"
              + " built-in ones, beyond its size.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of policies",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = PolicyView.class))))
  @GET
  public CompletionStage<Response> list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        policies().list(Callers.of(request), page.size(), page.token()),
        found -> Response.ok(PageView.of(found, PolicyView::of)).build());
  }

  @Operation(
      operationId = "createPolicy",
      summary = "Makes a policy",
      description =
          "Its first version is 1, or the next number where a policy of the name was deleted.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "201",
      description = "The first version",
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @ApiResponse(
      responseCode = "200",
      description = DryRun.CREATED,
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> create(
      @Nullable PolicyRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.options(dryRun, request);
    PolicyRequestView wanted = Bodies.require(body);
    return answers.change(
        policies().create(Callers.of(request), wanted.name(), wanted.toContent(), options),
        made ->
            RecordAnswers.created(
                options, PATH + made.name(), made.revision(), PolicyView.of(made)));
  }

  @Operation(
      operationId = "getPolicy",
      summary = "Shows a policy",
      description = "The latest version, or the one asked for, also of a deleted policy.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The version",
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{name}")
  public CompletionStage<Response> get(
      @PathParam("name") String name,
      @Parameter(
              description = "Number of the version; the latest when left out.",
              schema = @Schema(type = "integer", format = "int32", minimum = "1"))
          @QueryParam("version")
          @Nullable String version,
      @Context ContainerRequestContext request) {
    Preconditions preconditions = Preconditions.of(request);
    Integer number =
        version == null ? null : Parameters.integer("version", version, 1, Integer.MAX_VALUE);
    return answers.read(
        policies().get(Callers.of(request), Parameters.identifier("policy", name), number),
        policy ->
            preconditions.answer(EntityTags.ofRevision(policy.revision()), PolicyView.of(policy)));
  }

  @Operation(
      operationId = "updatePolicy",
      summary = "Gives a policy a new version",
      description =
          "It becomes the latest and applies to the next decision. What is equal to the latest"
              + " version adds none and answers with that one. A built-in policy has one version"
              + " for good.",
      parameters = {@Parameter(ref = "IfMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The version; with `dryRun`, the one that there would be",
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "412", ref = "PreconditionFailed")
  @ApiResponse(responseCode = "428", ref = "PreconditionRequired")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> update(
      @PathParam("name") String name,
      @Nullable PolicyVersionRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.unkeyed(dryRun, request);
    EntityTags ifMatch = Preconditions.of(request).requireIfMatch("policy");
    return answers.change(
        policies()
            .addVersion(
                Callers.of(request),
                Parameters.identifier("policy", name),
                Bodies.require(body).toContent(),
                ifMatch.revision(),
                options),
        made -> RecordAnswers.changed(options, made.revision(), PolicyView.of(made)));
  }

  @Operation(
      operationId = "deletePolicy",
      summary = "Deletes a policy",
      description =
          "No machine is placed by it any more. Its versions can still be read, and their numbers"
              + " are never used again.",
      parameters = {@Parameter(ref = "IfMatch")})
  @ApiResponse(
      responseCode = "200",
      description = DryRun.DELETED,
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @ApiResponse(responseCode = "204", description = "It is deleted")
  @ApiResponse(responseCode = "409", ref = "Conflict")
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
        policies()
            .delete(
                Callers.of(request),
                Parameters.identifier("policy", name),
                Preconditions.of(request).expectedRevision(),
                options),
        gone -> RecordAnswers.deleted(options, PolicyView.of(gone)));
  }

  @Operation(
      operationId = "listPolicyVersions",
      summary = "Lists the versions of a policy",
      description = "Newest first, also those of a deleted policy.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of versions",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = PolicyView.class))))
  @GET
  @Path("{name}/versions")
  public CompletionStage<Response> versions(
      @PathParam("name") String name,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        policies()
            .versions(
                Callers.of(request),
                Parameters.identifier("policy", name),
                page.size(),
                page.token()),
        found -> Response.ok(PageView.of(found, PolicyView::of)).build());
  }

  private PolicyService policies() {
    return services.policies().require();
  }

  private static Response shown(Policy policy) {
    return RecordAnswers.shown(policy.revision(), PolicyView.of(policy));
  }
}
