package io.novacron.core.internal.placement;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.catalog.ClosestNames;
import io.novacron.core.internal.catalog.Coordinates;
import io.novacron.core.internal.catalog.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request and looks up the names in it. A name that nothing has is refused rather than
 * left to filter everything out, since it is most likely a slip. Immutable, safe for use by many
 * threads.
 */
final class RequestResolver {
  private static final int MOST_LISTED = 20;

  private final CatalogColumns columns;
  private final RoundTrips roundTrips;
  private final Places places;

  /** Resolves on a catalog; all round trips are estimated. */
  RequestResolver(CatalogColumns columns) {
    this(columns, RoundTrips.NONE);
  }

  /** Resolves on a catalog, with what is known of round trips. */
  RequestResolver(CatalogColumns columns, RoundTrips roundTrips) {
    this.columns = columns;
    this.roundTrips = roundTrips;
    this.places = new Places(columns.regions());
  }

  /** The same on another catalog. */
  RequestResolver on(CatalogColumns other) {
    return new RequestResolver(other, roundTrips);
  }

  CatalogColumns columns() {
    return columns;
  }

  /**
   * Resolves a request.
   *
   * @throws io.novacron.api.error.ProblemException INVALID with every field that is wrong
   */
  ResolvedRequest resolve(PlacementRequest request, List<PlacementAccount> accounts) {
    refuseAny(RequestValidator.validate(request));
    List<FieldError> unknown = new ArrayList<>();
    checkWhat(request, unknown);
    checkWhere(request.constraints(), accounts, unknown);
    Near near = request.constraints().near();
    Coordinates point = near == null ? null : locate(near, unknown);
    refuseAny(unknown);
    return new ResolvedRequest(
        request, point == null ? null : Origin.of(point, columns.regions(), roundTrips), false);
  }

  private static void refuseAny(List<FieldError> errors) {
    if (errors.isEmpty()) {
      return;
    }
    FieldError first = errors.get(0);
    throw Problem.builder(
            "invalid-request",
            Category.INVALID,
            "Cannot be placed as asked: "
                + first.pointer()
                + " "
                + first.message()
                + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)"))
        .errors(errors)
        .nextStep("Correct the fields that are listed and send it again.")
        .toException();
  }

  private void checkWhat(PlacementRequest request, List<FieldError> errors) {
    String named = request.instanceType();
    if (named != null && columns.types().stream().noneMatch(type -> type.name().equals(named))) {
      errors.add(
          new FieldError(
              "/instanceType",
              "no cloud of the catalog has a type "
                  + named
                  + likeliest(named, columns.types().stream().map(InstanceType::name))));
    }
    Size size = request.size();
    String model = size == null ? null : size.gpuModel();
    if (model != null && gpuModels().noneMatch(model::equalsIgnoreCase)) {
      errors.add(
          new FieldError(
              "/size/gpuModel",
              "the catalog has no GPU of model " + model + likeliest(model, gpuModels())));
    }
  }

  private Stream<String> gpuModels() {
    return columns.types().stream()
        .filter(type -> !TypeFilters.hasOtherAccelerator(type))
        .map(InstanceType::gpuModel)
        .filter(Objects::nonNull);
  }

  private void checkWhere(
      PlacementConstraints constraints, List<PlacementAccount> accounts, List<FieldError> errors) {
    String account = constraints.account();
    if (account != null && accounts.stream().noneMatch(one -> one.name().equals(account))) {
      List<String> usable = accounts.stream().map(PlacementAccount::name).sorted().toList();
      errors.add(
          new FieldError(
              "/placement/account",
              account
                  + " is no account that can be used now; "
                  + (usable.isEmpty() ? "there is none" : "those that can are " + listed(usable))));
    }
    String region = constraints.region();
    if (region != null && columns.regions().stream().noneMatch(one -> one.id().equals(region))) {
      errors.add(
          new FieldError(
              "/placement/region",
              "no cloud of the catalog has a region "
                  + region
                  + likeliest(region, columns.regions().stream().map(Region::id))));
    }
  }

  private @Nullable Coordinates locate(Near near, List<FieldError> errors) {
    String place = near.place();
    if (place == null) {
      return new Coordinates(
          Objects.requireNonNull(near.latitude()), Objects.requireNonNull(near.longitude()));
    }
    Coordinates found = places.resolve(place).orElse(null);
    if (found == null) {
      errors.add(
          new FieldError(
              "/placement/near/place",
              "the catalog knows no place "
                  + place
                  + "; the closest names are "
                  + String.join(", ", places.suggestions(place))
                  + ", or give a latitude and a longitude"));
    }
    return found;
  }

  private static String listed(List<String> names) {
    String list = String.join(", ", names.subList(0, Math.min(names.size(), MOST_LISTED)));
    return names.size() <= MOST_LISTED ? list : list + " and others";
  }

  private static String likeliest(String unknown, Stream<String> known) {
    List<String> names = ClosestNames.of(unknown, known);
    return names.isEmpty() ? "" : "; the closest names are " + String.join(", ", names);
  }
}
