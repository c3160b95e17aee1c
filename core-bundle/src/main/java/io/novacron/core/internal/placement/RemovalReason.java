package io.novacron.core.internal.placement;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Region;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Size;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Says in a sentence why a filter took a candidate out. */
final class RemovalReason {
  private final ResolvedRequest request;
  private final Candidates candidates;
  private final PlacementPolicy policy;

  RemovalReason(ResolvedRequest request, Candidates candidates, PlacementPolicy policy) {
    this.request = request;
    this.candidates = candidates;
    this.policy = policy;
  }

  /** Why, for a candidate that the filter really took out. */
  String sentence(Filter filter, int account, int offer) {
    return named(offer) + " " + predicate(filter, account, offer);
  }

  private String named(int offer) {
    InstanceType type = candidates.columns().type(offer);
    return type.cloud() + " " + candidates.columns().region(offer).id() + " " + type.name();
  }

  private String predicate(Filter filter, int account, int offer) {
    Region region = candidates.columns().region(offer);
    InstanceType type = candidates.columns().type(offer);
    return switch (filter) {
      case CLOUD -> "is at " + type.cloud() + ", where no account can be used";
      case ACCOUNT ->
          "would be in account "
              + candidates.account(account).name()
              + ", not in "
              + request.constraints().account();
      case ACCOUNT_REGION ->
          "is in a region that account " + candidates.account(account).name() + " does not use";
      case REGION -> "is not in region " + request.constraints().region();
      case INSTANCE_TYPE -> "is not a " + request.request().instanceType();
      case VCPUS -> "has " + type.vcpus() + " vCPUs, fewer than " + size().vcpus();
      case MEMORY ->
          "has "
              + Numbers.plain(type.memoryGib())
              + " GiB of memory, less than "
              + Numbers.plain(size().memoryGib());
      case GPUS -> gpus(type);
      case GPU_MODEL -> "has GPUs of model " + type.gpuModel() + ", not " + size().gpuModel();
      case ARCHITECTURE -> "is " + type.architecture() + ", not " + size().architecture();
      case MARKS -> marks(offer) + "; chosen only when its type is named";
      case MARKET -> "has no known spot price";
      case PRICE_AGE -> priceAge(offer);
      case PRICE_CEILING ->
          "costs "
              + Numbers.price(candidates.columns().prices(request.market()).micros(offer))
              + ", more than "
              + Numbers.price(Objects.requireNonNull(request.ceiling()));
      case NEAR ->
          "is about "
              + Numbers.rounded(request.rttMillis(region))
              + (request.isRttEstimated(region)
                  ? " ms away (round trip estimated from the distance), more than "
                  : " ms away (round trip as measured), more than ")
              + Numbers.plain(request.maxRttMillis())
              + " ms";
      case CARBON -> carbon(region);
      case POLICY -> policy(account, offer);
      case REFUSED -> refused(account, offer);
    };
  }

  private String policy(int account, int offer) {
    PlacementAccount owner = candidates.account(account);
    Region region = candidates.columns().region(offer);
    long price = candidates.columns().prices(request.market()).micros(offer);
    return policy.rules().stream()
        .filter(rule -> rule.hard() && RuleCheck.breaks(rule, owner, region, price))
        .findFirst()
        .map(rule -> RuleCheck.predicate(rule, owner, region) + " of policy " + policy.name())
        .orElse("breaks a rule of policy " + policy.name());
  }

  private String refused(int account, int offer) {
    String name = candidates.account(account).name();
    return candidates.refusals().stream()
        .filter(
            refusal ->
                refusal.account().equals(name)
                    && refusal.concerns(request)
                    && RefusedOffers.isOf(candidates.columns(), offer, refusal))
        .findFirst()
        .map(
            refusal ->
                refusal.quota() != null
                    ? "would exceed " + refusal.message() + " in account " + name
                    : "was refused to account "
                        + name
                        + " at "
                        + refusal.at().truncatedTo(ChronoUnit.SECONDS)
                        + " ("
                        + refusal.category()
                        + ": "
                        + refusal.message()
                        + "), and is not tried again before "
                        + refusal.until().truncatedTo(ChronoUnit.SECONDS))
        .orElse("was refused of late");
  }

  private String gpus(InstanceType type) {
    String model = type.gpuModel() == null ? "" : " of model " + type.gpuModel();
    if (TypeFilters.hasOtherAccelerator(type)) {
      return "has an accelerator"
          + model
          + " that is not a GPU; chosen only when its type is named";
    }
    return size().gpus() == 0
        ? "has a GPU" + model + " and none was asked for"
        : "has " + Numbers.plain(type.gpus()) + " GPUs, fewer than " + size().gpus();
  }

  private String marks(int offer) {
    if (candidates.columns().marked(offer, Mark.PRICE_DOUBTFUL)) {
      return "has a doubtful price";
    }
    return candidates.columns().marked(offer, Mark.PROMOTION)
        ? "is sold for a limited time"
        : "shares its cores with others";
  }

  private String priceAge(int offer) {
    CatalogColumns columns = candidates.columns();
    Market.Kind market = request.market();
    return "has a"
        + (market == Market.Kind.SPOT ? " spot" : "n on-demand")
        + " price as of "
        + columns.price(market, offer).asOf()
        + ", "
        + columns.ageDays(market, offer)
        + " days older than the newest of the catalog, more than "
        + policy.ageLimits().days(market)
        + "; chosen only when its type or account is named";
  }

  private String carbon(Region region) {
    CarbonIntensity carbon = region.carbon();
    String rule = "; only values of the source that covers all clouds count";
    if (carbon == null) {
      return "is in a region whose carbon intensity is unknown, which excludes it" + rule;
    }
    String value = Numbers.plain(carbon.gramsPerKwh()) + " g CO2/kWh (" + carbon.source() + ")";
    return carbon.comparable()
        ? "is on a grid of "
            + value
            + ", more than "
            + Numbers.plain(Objects.requireNonNull(request.constraints().maxCarbonGramsPerKwh()))
            + rule
        : "is on a grid of " + value + ", which cannot be compared between clouds" + rule;
  }

  private Size size() {
    return Objects.requireNonNull(request.request().size());
  }
}
