package io.novacron.rest.internal.resource;

import io.novacron.api.error.FieldError;
import io.novacron.api.inventory.NetworkService;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.RejectedException;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.NetworkPageView;
import io.novacron.rest.internal.view.SecurityGroupPageView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Networks and security groups at the clouds, which are read and never changed. */
@Singleton
@Path("api/v1")
@Tag(name = "inventory")
@Produces(MediaType.APPLICATION_JSON)
public final class NetworkResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public NetworkResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listNetworks",
      summary = "Lists the networks of an account in a region",
      description =
          "The cloud is asked each time. Each network has the id that `network` of a machine takes."
              + " A page can have fewer networks than `pageSize` and not be the last. An account"
              + " whose networks cannot be listed answers 422 with the reason.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of them",
      content = @Content(schema = @Schema(implementation = NetworkPageView.class)))
  @GET
  @Path("networks")
  public CompletionStage<Response> networks(
      @Parameter(description = "Name of the account.", required = true) @QueryParam("account")
          @Nullable String account,
      @Parameter(description = "Region of the account.", required = true) @QueryParam("region")
          @Nullable String region,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    Place place = Place.of(account, region);
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        service()
            .networks(Callers.of(request), place.account, place.region, page.size(), page.token()),
        found -> Response.ok(NetworkPageView.of(place.account, found)).build());
  }

  @Operation(
      operationId = "listSecurityGroups",
      summary = "Lists the security groups of an account in a region",
      description =
          "The cloud is asked each time. Each group has the id that `securityGroups` of a machine"
              + " takes. The list is empty where a cloud has none. A page can have fewer groups"
              + " than `pageSize` and not be the last. An account whose security groups cannot be"
              + " listed answers 422 with the reason.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of them",
      content = @Content(schema = @Schema(implementation = SecurityGroupPageView.class)))
  @GET
  @Path("security-groups")
  public CompletionStage<Response> securityGroups(
      @Parameter(description = "Name of the account.", required = true) @QueryParam("account")
          @Nullable String account,
      @Parameter(description = "Region of the account.", required = true) @QueryParam("region")
          @Nullable String region,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    Place place = Place.of(account, region);
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        service()
            .securityGroups(
                Callers.of(request), place.account, place.region, page.size(), page.token()),
        found -> Response.ok(SecurityGroupPageView.of(place.account, found)).build());
  }

  private NetworkService service() {
    return services.networks().require();
  }

  /** Where it is asked; both parts are needed, as clouds list by account and region. */
  private record Place(String account, String region) {
    static Place of(@Nullable String account, @Nullable String region) {
      if (account != null && !account.isBlank() && region != null && !region.isBlank()) {
        return new Place(account, region);
      }
      List<FieldError> errors = new ArrayList<>();
      if (account == null || account.isBlank()) {
        errors.add(
            new FieldError(
                "account", "must name an account; GET /api/v1/accounts lists their names"));
      }
      if (region == null || region.isBlank()) {
        errors.add(
            new FieldError(
                "region", "must name a region of the account; GET /api/v1/accounts lists them"));
      }
      throw RejectedException.parameters(errors);
    }
  }
}
