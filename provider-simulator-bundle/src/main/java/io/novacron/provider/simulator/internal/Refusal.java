package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;

/** The reasons for which a simulated cloud refuses; each cloud has its own code for each. */
public enum Refusal {
  UNKNOWN_REGION(Category.INVALID),
  UNKNOWN_TYPE(Category.INVALID),
  TYPE_NOT_SOLD_HERE(Category.INVALID),
  /** The machine cannot become one of this type. */
  INCOMPATIBLE_TYPE(Category.INVALID),
  UNKNOWN_ZONE(Category.INVALID),
  UNKNOWN_IMAGE(Category.INVALID),
  UNKNOWN_NETWORK(Category.INVALID),
  INVALID_DISK(Category.INVALID),
  NOT_SOLD_AS_SPOT(Category.INVALID),
  INVALID_PAGE_TOKEN(Category.INVALID),
  /** The spot price is above the ceiling now; it may fall. */
  SPOT_PRICE_TOO_HIGH(Category.CAPACITY),
  CAPACITY(Category.CAPACITY),
  QUOTA(Category.QUOTA),
  THROTTLED(Category.THROTTLED),
  DENIED(Category.DENIED),
  UNAVAILABLE(Category.UNAVAILABLE),
  TOKEN_CONFLICT(Category.CONFLICT),
  WRONG_STATE(Category.CONFLICT),
  /** The cloud does not have it. */
  UNSUPPORTED(Category.UNSUPPORTED),
  NOT_FOUND(Category.NOT_FOUND);

  private final Category category;

  Refusal(Category category) {
    this.category = category;
  }

  Category category() {
    return category;
  }
}
