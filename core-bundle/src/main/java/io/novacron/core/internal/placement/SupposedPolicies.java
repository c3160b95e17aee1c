package io.novacron.core.internal.placement;

import io.novacron.api.policy.PolicyContent;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds the policy that a replay supposes. Safe for use by many threads. */
public interface SupposedPolicies {
  /**
   * A kept or built-in policy.
   *
   * @param version its version; absent for the latest
   * @return fails with a NOT_FOUND problem when there is none
   */
  CompletionStage<PlacementPolicy> named(String tenant, String name, @Nullable Integer version);

  /**
   * A policy that is not kept.
   *
   * @throws io.novacron.api.error.ProblemException INVALID with the wrong fields
   */
  PlacementPolicy given(PolicyContent content);
}
