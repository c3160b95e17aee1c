package io.novacron.rest.internal.resource;

import io.novacron.api.store.Page;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.ListedRegionView;
import io.novacron.rest.internal.view.PageView;
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
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** How fresh what is known of the clouds is. */
@Singleton
@Path("api/v1/inventory")
@Tag(name = "inventory")
@Produces(MediaType.APPLICATION_JSON)
public final class InventoryResource {
  private final Services services;
  private final Answers answers;

  @Inject
  public InventoryResource(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  @Operation(
      operationId = "listInventory",
      summary = "Says how fresh what is known of each region is",
      description =
          "The regions of all accounts that this node lists, by account and region, with what the"
              + " latest list of each found. Always one page.")
  @ApiResponse(
      responseCode = "200",
      description = "The regions",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = ListedRegionView.class))))
  @GET
  public CompletionStage<Response> list(@Context ContainerRequestContext request) {
    return answers.read(
        services.inventory().require().regions(Callers.of(request)),
        found -> Response.ok(PageView.of(new Page<>(found, null), ListedRegionView::of)).build());
  }
}
