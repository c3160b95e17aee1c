package io.novacron.core.internal.placement;

import java.util.Locale;

/**
 * The filters in the order in which they are applied. A candidate is counted by the first that it
 * does not pass. Each only ever takes candidates out, so a further constraint never widens the set,
 * but for a type or an account that is named: whoever names one means it, so what is left out of
 * automatic choice comes back.
 */
enum Filter {
  /** Some account at the offer's cloud can be used. */
  CLOUD,
  /** The account is the one asked for. */
  ACCOUNT,
  /** The account may use the region. */
  ACCOUNT_REGION,
  /** The region is the one asked for. */
  REGION,
  /** The instance type is the one asked for. */
  INSTANCE_TYPE,
  /** It has at least the vCPUs asked for. */
  VCPUS,
  /** It has at least the memory asked for. */
  MEMORY,
  /**
   * It has at least the GPUs asked for, or no accelerator at all when none was; accelerators that
   * are not GPUs are had only by naming the type.
   */
  GPUS,
  /** Its GPUs are of the model asked for. */
  GPU_MODEL,
  /** It has the architecture asked for. */
  ARCHITECTURE,
  /**
   * It has a plausible price, is no promotion and does not share its cores, unless its type was
   * named: whoever asks for a number of vCPUs is promised all of each.
   */
  MARKS,
  /** It has a price in the market asked for. */
  MARKET,
  /**
   * That price is not too much older than the newest of the catalog, unless type or account was
   * named: an old price must not win against new ones merely by being old.
   */
  PRICE_AGE,
  /** That price is not above the lower of the two ceilings. */
  PRICE_CEILING,
  /** The round trip from the place asked for, estimated from the distance, is short enough. */
  NEAR,
  /**
   * The carbon intensity of its region's grid is low enough. Only values of the one source that
   * covers all clouds count; what is unknown does not pass.
   */
  CARBON,
  /** It keeps to the hard rules of the policy. */
  POLICY,
  /** No cloud has refused it of late for want of capacity, or because its region did not answer. */
  REFUSED;

  /** What a candidate that passes every filter has instead of a failed one. */
  static final int NONE = values().length;

  private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word of the interfaces, such as {@code price-ceiling}. */
  String wireName() {
    return wireName;
  }
}
