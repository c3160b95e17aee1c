package io.novacron.rest.internal.resource;

import io.novacron.api.provider.Account;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.ContentTags;
import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.http.Sorting;
import io.novacron.rest.internal.view.AccountHealthView;
import io.novacron.rest.internal.view.AccountView;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts at clouds. Answers from memory, so nothing is awaited. */
@Singleton
@Path("api/v1/accounts")
@Tag(name = "accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountResource {

  private final Services services;
  private final ContentTags tags;

  @Inject
  public AccountResource(Services services, ContentTags tags) {
    this.services = services;
    this.tags = tags;
  }

  @Operation(
      operationId = "listAccounts",
      summary = "Lists accounts",
      description = "By name; `sort=-name` turns it round.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of accounts",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = AccountView.class))))
  @GET
  public Response list(
      @Parameter(schema = @Schema(allowableValues = {"name", "-name"})) @QueryParam("sort")
          @Nullable String sort,
      @Parameter(description = "Only those of this cloud.") @QueryParam("cloud")
          @Nullable String cloud,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    boolean backwards = Sorting.of(sort, "name").descending();
    Comparator<String> order = backwards ? Comparator.reverseOrder() : Comparator.naturalOrder();
    Cursor cursor = new Cursor("accounts " + backwards + " " + cloud);
    List<Account> accounts =
        services.accounts().require().list(Callers.of(request)).stream()
            .filter(account -> cloud == null || cloud.equals(account.cloud()))
            .sorted(Comparator.comparing(Account::name, order))
            .toList();
    return Response.ok(
            new KeyedListing<>(accounts, Account::name, order).page(cursor, page, AccountView::of))
        .build();
  }

  @Operation(
      operationId = "getAccount",
      summary = "Shows an account",
      description = "With its state and what its provider can do.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "The account",
      content = @Content(schema = @Schema(implementation = AccountView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{name}")
  public Response get(@PathParam("name") String name, @Context ContainerRequestContext request) {
    AccountView view = AccountView.of(account(name, request));
    return Preconditions.of(request).answer(tags.of(view), view);
  }

  @Operation(
      operationId = "getAccountHealth",
      summary = "Shows the health of an account",
      description = "What was measured over the latest calls to the cloud.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "Its health",
      content = @Content(schema = @Schema(implementation = AccountHealthView.class)))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{name}/health")
  public Response health(@PathParam("name") String name, @Context ContainerRequestContext request) {
    AccountHealthView view = AccountHealthView.of(account(name, request));
    return Preconditions.of(request).answer(tags.of(view), view);
  }

  private Account account(String name, ContainerRequestContext request) {
    return services
        .accounts()
        .require()
        .get(Callers.of(request), Parameters.identifier("account", name));
  }
}
