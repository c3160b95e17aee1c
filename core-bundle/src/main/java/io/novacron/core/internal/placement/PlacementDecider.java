package io.novacron.core.internal.placement;

import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides where a machine goes, on the catalog and the accounts of this moment. Uses the processor
 * only, for some milliseconds; keeps nothing. Safe for use by many threads.
 */
@FunctionalInterface
public interface PlacementDecider {
  /**
   * Decides.
   *
   * @param tenant tenant whose accounts may be used
   * @param decisionId id that the decision gets
   * @param request what a place is sought for
   * @return the decision; without a choice when no candidate passed all filters
   * @throws io.novacron.api.error.ProblemException INVALID with JSON pointers, such as {@code
   *     /placement/near/place}, when the request is out of range or names a place, account, region
   *     or instance type that does not exist; it says what does
   */
  Decision decide(String tenant, String decisionId, PlacementRequest request);

  /**
   * Completes when all is kept that a decision was made from, so that it can be made again; a
   * decision is to be acknowledged only then. Fails when something could not be kept.
   */
  default CompletionStage<Void> kept(Decision decision) {
    return CompletableFuture.completedFuture(null);
  }
}
