package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import java.util.Objects;

/** One constraint that a request might do without. */
enum Relaxation {
  NEAR,
  CARBON,
  ARCHITECTURE,
  PRICE_AGE,
  PRICE_CEILING,
  MARKET,
  REGION,
  ACCOUNT,
  GPU_MODEL;

  /** Whether a request has the constraint under a policy. */
  boolean appliesTo(ResolvedRequest request, PlacementPolicy policy) {
    RequestDraft draft = new RequestDraft(request);
    return switch (this) {
      case NEAR -> draft.near != null;
      case CARBON -> draft.maxCarbon != null;
      case ARCHITECTURE -> draft.architecture != null;
      case PRICE_AGE -> request.limitsPriceAge(policy);
      case PRICE_CEILING -> request.ceiling() != null;
      case MARKET -> true;
      case REGION -> draft.region != null;
      case ACCOUNT -> draft.account != null;
      case GPU_MODEL -> draft.gpuModel != null;
    };
  }

  /** The request without the constraint; the market is changed to the other one. */
  ResolvedRequest apply(ResolvedRequest request) {
    RequestDraft draft = new RequestDraft(request);
    switch (this) {
      case NEAR -> draft.near = null;
      case CARBON -> draft.maxCarbon = null;
      case ARCHITECTURE -> draft.architecture = null;
      case PRICE_AGE -> draft.anyPriceAge = true;
      case PRICE_CEILING -> {
        draft.ceiling = null;
        draft.marketCeiling = null;
      }
      case MARKET ->
          draft.market =
              draft.market == Market.Kind.SPOT ? Market.Kind.ON_DEMAND : Market.Kind.SPOT;
      case REGION -> {
        draft.region = null;
        draft.zone = null;
      }
      case ACCOUNT -> draft.account = null;
      case GPU_MODEL -> draft.gpuModel = null;
    }
    return draft.build();
  }

  /** The change as a sentence, for a request that has the constraint. */
  String sentence(ResolvedRequest request) {
    RequestDraft draft = new RequestDraft(request);
    return switch (this) {
      case NEAR ->
          "if it need not be within "
              + Numbers.plain(request.maxRttMillis())
              + " ms of "
              + place(Objects.requireNonNull(draft.near));
      case CARBON ->
          "if its grid might emit more than "
              + Numbers.plain(Objects.requireNonNull(draft.maxCarbon))
              + " g CO2/kWh";
      case ARCHITECTURE -> "if its architecture need not be " + draft.architecture;
      case PRICE_AGE -> "if prices counted however old they are";
      case PRICE_CEILING ->
          "if it might cost more than " + Numbers.price(Objects.requireNonNull(request.ceiling()));
      case MARKET ->
          draft.market == Market.Kind.SPOT
              ? "if it were paid for on demand"
              : "if it might be interrupted (spot)";
      case REGION -> "if it need not be in region " + draft.region;
      case ACCOUNT -> "if it need not be in account " + draft.account;
      case GPU_MODEL -> "if its GPUs need not be of model " + draft.gpuModel;
    };
  }

  private static String place(Near near) {
    return near.place() == null
        ? "latitude "
            + Numbers.plain(Objects.requireNonNull(near.latitude()))
            + ", longitude "
            + Numbers.plain(Objects.requireNonNull(near.longitude()))
        : near.place();
  }
}
