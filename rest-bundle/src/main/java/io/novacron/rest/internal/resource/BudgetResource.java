package io.novacron.rest.internal.resource;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.BudgetRequestView;
import io.novacron.rest.internal.view.BudgetVersionRequestView;
import io.novacron.rest.internal.view.BudgetView;
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

/** Budgets: what machines may cost together. */
@Singleton
@Path("api/v1/budgets")
@Tag(name = "budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class BudgetResource {
  private static final String PATH = "/api/v1/budgets/";

  private final Services services;
  private final Answers answers;

  @Inject
  public BudgetResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listBudgets",
      summary = "Lists budgets",
      description =
          "The latest version of each that is not deleted, by name, with what is used of it.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of budgets",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = BudgetView.class))))
  @GET
  public CompletionStage<Response> list(
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        budgets().list(Callers.of(request), page.size(), page.token()),
        found -> Response.ok(PageView.of(found, BudgetView::of)).build());
  }

  @Operation(
      operationId = "createBudget",
      summary = "Makes a budget",
      description =
          "From now on what would bring the machines that it covers above the amount is refused with"
              + " budget-exceeded: a create, a resize, another place for a create. The machines that"
              + " there are count; they may cost more already, then it only refuses more. Its first"
              + " version is 1, or the next number where a budget of the name was deleted.",
      parameters = {@Parameter(ref = "IdempotencyKey")})
  @ApiResponse(
      responseCode = "201",
      description = "The first version",
      content = @Content(schema = @Schema(implementation = BudgetView.class)))
  @ApiResponse(
      responseCode = "200",
      description = DryRun.CREATED,
      content = @Content(schema = @Schema(implementation = BudgetView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> create(
      @Nullable BudgetRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.options(dryRun, request);
    BudgetRequestView wanted = Bodies.require(body);
    return answers.change(
        budgets().create(Callers.of(request), wanted.name(), wanted.toContent(), options),
        made ->
            RecordAnswers.created(
                options, PATH + made.name(), made.revision(), BudgetView.of(made)));
  }

  @Operation(
      operationId = "getBudget",
      summary = "Shows a budget",
      description =
          "The latest version, or the one asked for, also of a deleted budget. What is used of it"
              + " changes with the machines; the entity tag is for changing the budget.")
  @ApiResponse(
      responseCode = "200",
      description = "The version",
      content = @Content(schema = @Schema(implementation = BudgetView.class)))
  @GET
  @Path("{name}")
  public CompletionStage<Response> get(
      @PathParam("name") String name,
      @QueryParam("version") @Nullable String version,
      @Context ContainerRequestContext request) {
    Integer number =
        version == null ? null : Parameters.integer("version", version, 1, Integer.MAX_VALUE);
    return answers.read(
        budgets().get(Callers.of(request), Parameters.identifier("budget", name), number),
        BudgetResource::shown);
  }

  @Operation(
      operationId = "updateBudget",
      summary = "Gives a budget a new version",
      description =
          "It becomes the latest and applies to the next change of a machine. What is equal to the"
              + " latest version adds none and answers with that one.",
      parameters = {@Parameter(ref = "IfMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The version; with `dryRun`, the one that there would be",
      content = @Content(schema = @Schema(implementation = BudgetView.class)))
  @ApiResponse(responseCode = "409", ref = "Conflict")
  @ApiResponse(responseCode = "412", ref = "PreconditionFailed")
  @ApiResponse(responseCode = "428", ref = "PreconditionRequired")
  @ApiResponse(responseCode = "504", ref = "UnknownOutcome")
  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> update(
      @PathParam("name") String name,
      @Nullable BudgetVersionRequestView body,
      @Parameter(
              description = DryRun.PARAMETER,
              schema = @Schema(type = "boolean", defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun,
      @Context ContainerRequestContext request) {
    RequestOptions options = Parameters.unkeyed(dryRun, request);
    EntityTags ifMatch = Preconditions.of(request).requireIfMatch("budget");
    return answers.change(
        budgets()
            .addVersion(
                Callers.of(request),
                Parameters.identifier("budget", name),
                Bodies.require(body).toContent(),
                ifMatch.revision(),
                options),
        made -> RecordAnswers.changed(options, made.revision(), BudgetView.of(made)));
  }

  @Operation(
      operationId = "deleteBudget",
      summary = "Deletes a budget",
      description =
          "It refuses nothing any more. Its versions can still be read, and their numbers are never"
              + " used again.",
      parameters = {@Parameter(ref = "IfMatch")})
  @ApiResponse(
      responseCode = "200",
      description = DryRun.DELETED,
      content = @Content(schema = @Schema(implementation = BudgetView.class)))
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
        budgets()
            .delete(
                Callers.of(request),
                Parameters.identifier("budget", name),
                Preconditions.of(request).expectedRevision(),
                options),
        gone -> RecordAnswers.deleted(options, BudgetView.of(gone)));
  }

  @Operation(
      operationId = "listBudgetVersions",
      summary = "Lists the versions of a budget",
      description = "Newest first, also those of a deleted budget.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of versions",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = BudgetView.class))))
  @GET
  @Path("{name}/versions")
  public CompletionStage<Response> versions(
      @PathParam("name") String name,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        budgets()
            .versions(
                Callers.of(request),
                Parameters.identifier("budget", name),
                page.size(),
                page.token()),
        found -> Response.ok(PageView.of(found, BudgetView::of)).build());
  }

  private BudgetService budgets() {
    return services.budgets().require();
  }

  private static Response shown(Budget budget) {
    return RecordAnswers.shown(budget.revision(), BudgetView.of(budget));
  }
}
