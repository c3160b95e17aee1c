package io.novacron.rest.internal.resource;

import io.novacron.api.provider.Throttle;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.ThrottleView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the clouds' limits on calls are, as far as is known. Answers from memory. */
@Singleton
@Path("api/v1/throttles")
@Tag(name = "accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class ThrottleResource {
  private final Services services;

  @Inject
  public ThrottleResource(Services services) {
    this.services = services;
  }

  @Operation(
      operationId = "listThrottles",
      summary = "Lists what is known of how many calls the clouds take",
      description = "By account, region and class of calls, from the first call on.")
  @ApiResponse(
      responseCode = "200",
      description = "A page of budgets",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = ThrottleView.class))))
  @ApiResponse(responseCode = "404", ref = "NotFound")
  @GET
  public Response list(
      @QueryParam("account") @Nullable String account,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    String only = account == null ? null : Parameters.identifier("account", account);
    Cursor cursor = new Cursor("throttles " + only);
    List<Throttle> throttles =
        services.accounts().require().throttles(Callers.of(request), only).stream()
            .sorted(Comparator.comparing(ThrottleResource::key))
            .toList();
    return Response.ok(
            new KeyedListing<>(throttles, ThrottleResource::key, Comparator.naturalOrder())
                .page(cursor, page, ThrottleView::of))
        .build();
  }

  /** Neither names nor regions have an exclamation mark, which sorts before what they have. */
  private static String key(Throttle throttle) {
    return throttle.account() + '!' + throttle.region() + '!' + throttle.callClass().wireName();
  }
}
