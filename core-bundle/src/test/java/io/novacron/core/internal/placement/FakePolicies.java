package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.PolicyContent;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Policies that a replay may suppose: those that a test adds. */
final class FakePolicies implements SupposedPolicies {
  private final Map<String, PlacementPolicy> policies = new HashMap<>();

  FakePolicies with(PlacementPolicy policy) {
    policies.put(policy.name(), policy);
    return this;
  }

  @Override
  public CompletionStage<PlacementPolicy> named(
      String tenant, String name, @Nullable Integer version) {
    PlacementPolicy found = policies.get(name);
    return found == null
        ? CompletableFuture.failedFuture(
            Problem.builder("policy-not-found", Category.NOT_FOUND, "There is no policy " + name)
                .toException())
        : CompletableFuture.completedFuture(found);
  }

  @Override
  public PlacementPolicy given(PolicyContent content) {
    return new PlacementPolicy(
        "given", 1, content.weights(), content.rules(), PriceAgeLimits.DEFAULT);
  }
}
