package io.novacron.rest.internal.resource;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.security.Permission;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.RejectedException;
import io.novacron.rest.internal.http.Services;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What can be bought. Answers from memory, so nothing is awaited. */
@Singleton
@Path("api/v1/catalog")
@Tag(name = "catalog")
@Produces(MediaType.APPLICATION_JSON)
public final class CatalogResource {
  private final Services services;

  @Inject
  public CatalogResource(Services services) {
    this.services = services;
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
  public Response regions(
      @QueryParam("cloud") @Nullable String cloud,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    Catalog catalog = catalog(request);
    return page(
        request,
        catalog,
        "regions " + cloud,
        page,
        catalog.regions().size(),
        i -> cloud == null || catalog.regions().get(i).cloud().equals(cloud),
        i -> RegionView.of(catalog.regions().get(i)));
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
  public Response types(
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
    Catalog catalog = catalog(request);
    return page(
        request,
        catalog,
        "types " + filter,
        page,
        catalog.instanceTypes().size(),
        i -> filter.passes(catalog.instanceTypes().get(i)),
        i -> InstanceTypeView.of(catalog.instanceTypes().get(i)));
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
  public Response prices(
      @QueryParam("cloud") @Nullable String cloud,
      @QueryParam("region") @Nullable String region,
      @QueryParam("type") @Nullable String type,
      @QueryParam("architecture") @Nullable String architecture,
      @QueryParam("minVcpus") @Nullable String minVcpus,
      @QueryParam("minMemoryGib") @Nullable String minMemoryGib,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("pageToken") @Nullable String pageToken,
      @Context ContainerRequestContext request) {
    PageParameters page = PageParameters.of(pageSize, pageToken);
    TypeFilter filter = TypeFilter.of(cloud, type, architecture, minVcpus, minMemoryGib);
    Catalog catalog = catalog(request);
    return page(
        request,
        catalog,
        "prices " + region + " " + filter,
        page,
        catalog.size(),
        i ->
            (region == null || catalog.regions().get(catalog.regionIndex(i)).id().equals(region))
                && filter.passes(catalog.instanceTypes().get(catalog.typeIndex(i))),
        i -> OfferView.of(catalog.offer(i)));
  }

  private Catalog catalog(ContainerRequestContext request) {
    Callers.permitted(request, services, Permission.CATALOG_READ);
    return services.catalog().require().current();
  }

  /**
   * A page over numbered things; the token is the number to go on from, good for this catalog only.
   */
  private static <T> Response page(
      ContainerRequestContext request,
      Catalog catalog,
      String list,
      PageParameters page,
      int size,
      IntPredicate filter,
      IntFunction<T> shape) {
    String name = catalog.digest() + " " + list;
    Cursor cursor = new Cursor(name);
    String position = cursor.position(page.token());
    int start = position == null ? 0 : number(position);
    List<T> items = new ArrayList<>();
    int next = start;
    for (; next < size && items.size() < page.size(); next++) {
      if (filter.test(next)) {
        items.add(shape.apply(next));
      }
    }
    while (next < size && !filter.test(next)) {
      next++;
    }
    String token = next < size ? cursor.token(Integer.toString(next)) : null;
    return Preconditions.of(request)
        .answer(
            EntityTags.ofText(name + " " + start + " " + page.size()),
            new PageView<>(items, token));
  }

  private static int number(String position) {
    try {
      return Math.max(0, Integer.parseInt(position));
    } catch (NumberFormatException e) {
      throw RejectedException.parameter(
          "pageToken", "must be the nextPageToken of an earlier page, unchanged");
    }
  }
}
