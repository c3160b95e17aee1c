package io.novacron.api.catalog;

/** What is known to be special or doubtful about an instance type or an offer, stated by a rule. */
public enum Mark {
  /** The vCPU count was set to the active cores; the source gives those of the parent size. */
  CONSTRAINED_CORES,
  /** The source's price held another operating system's surcharge, which was taken off. */
  PRICE_CORRECTED,
  /** The price is implausible beside the same type elsewhere; never chosen automatically. */
  PRICE_DOUBTFUL,
  /**
   * The GPU count is the vendor's specification; the source gives none, or a whole one for a part.
   */
  GPU_CORRECTED,
  /** The accelerator is not a GPU. */
  OTHER_ACCELERATOR,
  /**
   * The price is out of line with the type's other regions or with a sibling, but the region or the
   * cloud explains it: kept as published.
   */
  PRICE_UNUSUAL,
  /** The source's spot price equals on-demand, so there is no spot offer; it was removed. */
  SPOT_REMOVED,
  /** The spot price is older than the on-demand price; its own date says how much. */
  SPOT_OLDER,
  /** The spot price was computed from a published saving in percent; no price was published. */
  SPOT_DERIVED,
  /** Shares its cores with others and may run at full speed only for a while. */
  BURSTABLE,
  /** A limited-time type; never chosen automatically. */
  PROMOTION
}
