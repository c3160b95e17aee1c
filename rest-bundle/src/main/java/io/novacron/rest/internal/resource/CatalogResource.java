package io.novacron.rest.internal.resource;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.security.Permission;
import io.novacron.rest.internal.http.Audited;
import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.http.Sorting;
import io.novacron.rest.internal.view.InstanceTypeView;
import io.novacron.rest.internal.view.OfferView;
import io.novacron.rest.internal.view.PageView;
import io.novacron.rest.internal.view.RegionView;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be bought. Answers from memory, so nothing is awaited. */
@Singleton
@Path("api/v1/catalog")
@Tag(name = "catalog")
@Produces(MediaType.APPLICATION_JSON)
public final class CatalogResource {
  private final Services services;
  private final Audited audited;
  private final PriceOrder priceOrder = new PriceOrder();

  @Inject
  public CatalogResource(Services services, Audited audited) {
    this.services = services;
    this.audited = audited;
  }

  @Operation(
      operationId = "listRegions",
      summary = "Lists the regions of the clouds",
      description = "With place, jurisdiction and the carbon intensity of their grid.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "A page of regions",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = RegionView.class))))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("regions")
  public CompletionStage<Response> regions(
      @QueryParam("cloud") @Nullable String cloud,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    return page(
        request,
        "regions " + cloud,
        page,
        catalog ->
            new CatalogListing<>(
                catalog.regions().size(),
                i -> cloud == null || catalog.regions().get(i).cloud().equals(cloud),
                i -> RegionView.of(catalog.regions().get(i))));
  }

  @Operation(
      operationId = "listTypes",
      summary = "Lists the instance types of the clouds",
      description = "What is special or doubtful about one is in its marks.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "A page of instance types",
      content =
          @Content(array = @ArraySchema(schema = @Schema(implementation = InstanceTypeView.class))))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("types")
  public CompletionStage<Response> types(
      @QueryParam("cloud") @Nullable String cloud,
      @QueryParam("type") @Nullable String type,
      @QueryParam("architecture") @Nullable String architecture,
      @QueryParam("minVcpus") @Nullable String minVcpus,
      @QueryParam("minMemoryGib") @Nullable String minMemoryGib,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    TypeFilter filter = TypeFilter.of(cloud, type, architecture, minVcpus, minMemoryGib);
    return page(
        request,
        "types " + filter,
        page,
        catalog ->
            new CatalogListing<>(
                catalog.instanceTypes().size(),
                i -> filter.passes(catalog.instanceTypes().get(i)),
                i -> InstanceTypeView.of(catalog.instanceTypes().get(i))));
  }

  @Operation(
      operationId = "listPrices",
      summary = "Lists what can be bought where, at which price",
      description =
          "Prices per hour with the day on which they were valid and where they come from.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "A page of offers",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = OfferView.class))))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("prices")
  public CompletionStage<Response> prices(
      @QueryParam("cloud") @Nullable String cloud,
      @QueryParam("region") @Nullable String region,
      @QueryParam("type") @Nullable String type,
      @QueryParam("architecture") @Nullable String architecture,
      @QueryParam("minVcpus") @Nullable String minVcpus,
      @QueryParam("minMemoryGib") @Nullable String minMemoryGib,
      @Parameter(
              description = "By price per hour on demand; the cheapest first, or last.",
              schema = @Schema(allowableValues = {"price", "-price"}))
          @QueryParam("sort")
          @Nullable String sort,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    Sorting sorting = Sorting.of(sort, "price");
    TypeFilter filter = TypeFilter.of(cloud, type, architecture, minVcpus, minMemoryGib);
    return page(
        request,
        "prices " + region + " " + filter + " " + sort,
        page,
        catalog -> {
          IntUnaryOperator offer =
              sorting.key() == null
                  ? IntUnaryOperator.identity()
                  : place -> priceOrder.at(catalog, place, sorting.descending());
          return new CatalogListing<>(
              catalog.size(),
              place -> offered(catalog, offer.applyAsInt(place), region, filter),
              place -> OfferView.of(catalog.offer(offer.applyAsInt(place))));
        });
  }

  private static boolean offered(
      Catalog catalog, int offer, @Nullable String region, TypeFilter filter) {
    return (region == null || catalog.regions().get(catalog.regionIndex(offer)).id().equals(region))
        && filter.passes(catalog.instanceTypes().get(catalog.typeIndex(offer)));
  }

  private <T> CompletionStage<Response> page(
      ContainerRequestContext request,
      String list,
      PageParameters page,
      Function<Catalog, CatalogListing<T>> listing) {
    Preconditions preconditions = Preconditions.of(request);
    return audited.read(
        request,
        Permission.CATALOG_READ,
        () -> {
          Catalog catalog = services.catalog().require().current();
          // What a page holds follows from the catalog and the question, so these name it
          // completely.
          String name = catalog.digest() + " " + list;
          PageView<T> view = listing.apply(catalog).page(new Cursor(name), page);
          String part = " " + page.size() + " " + page.token();
          return preconditions.answer(EntityTags.ofText(name + part), view);
        });
  }
}
