package io.novacron.core.internal.placement;

import org.jspecify.annotations.Nullable;

/**
 * Gives the policy that a decision is made by. Answers from local memory; safe for many threads.
 */
@FunctionalInterface
public interface PolicyChoice {
  /** The lowest price wins, with prices of the default ages, whatever is named. */
  PolicyChoice CHEAPEST = (tenant, name) -> PlacementPolicy.CHEAPEST;

  /**
   * The policy that is in force.
   *
   * @param tenant whose policies are looked at
   * @param name the one that the request names; absent for the default one
   * @throws io.novacron.api.error.ProblemException INVALID at {@code /placement/policy} when there
   *     is none of the name
   */
  PlacementPolicy choose(String tenant, @Nullable String name);
}
