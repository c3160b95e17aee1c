package io.novacron.api.catalog;

/** What is known to be special or doubtful about an instance type or an offer, stated by a rule. */
public enum Mark {
  /** The vCPU count was set to the active cores; the source gives those of the parent size. */
  CONSTRAINED_CORES,
  /** The source's price held another operating system's surcharge, which was taken off. */
  PRICE_CORRECTED,
  /** The price is implausible beside the same type elsewhere; never chosen automatically. */
  PRICE_DOUBTFUL,
  /** The GPU count was filled in from the vendor's naming; the source gives none. */
  GPU_CORRECTED,
  /** The accelerator is not a GPU. */
  OTHER_ACCELERATOR,
  /** The source's spot price equals on-demand, so there is no spot offer; it was removed. */
  SPOT_REMOVED,
  /** Shares its cores with others and may run at full speed only for a while. */
  BURSTABLE,
  /** A limited-time type; never chosen automatically. */
  PROMOTION
}
