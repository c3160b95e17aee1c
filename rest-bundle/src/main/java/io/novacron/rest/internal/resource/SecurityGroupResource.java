package io.novacron.rest.internal.resource;

import io.novacron.api.inventory.NetworkService;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Services;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Security groups at the clouds, which are read and never changed. */
@Singleton
@Path("api/v1/security-groups")
@Tag(name = "inventory")
@Produces(MediaType.APPLICATION_JSON)
public final class SecurityGroupResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public SecurityGroupResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
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
  @ApiResponse(responseCode = "404", ref = "NotFound")
  @ApiResponse(responseCode = "422", ref = "Unprocessable")
  @GET
  public CompletionStage<Response> list(
      @Parameter(description = "Name of the account.", required = true) @QueryParam("account")
          @Nullable String account,
      @Parameter(description = "Region of the account.", required = true) @QueryParam("region")
          @Nullable String region,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    AccountRegion place = AccountRegion.of(account, region);
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return answers.read(
        service()
            .securityGroups(
                Callers.of(request), place.account(), place.region(), page.size(), page.token()),
        found -> Response.ok(SecurityGroupPageView.of(place.account(), found)).build());
  }

  private NetworkService service() {
    return services.networks().require();
  }
}
