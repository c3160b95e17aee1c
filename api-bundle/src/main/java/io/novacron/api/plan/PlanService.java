package io.novacron.api.plan;

import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Plans, for the faces. Methods return at once and are safe for use by many threads; stages fail
 * with a {@link io.novacron.api.error.ProblemException}.
 */
public interface PlanService {
  /**
   * Says what a change would do. Records nothing but the plan, and calls no cloud but to look at a
   * machine that would be adopted. Whoever may not make the change gets no plan, and what would be
   * refused is refused here with the same problem.
   */
  CompletionStage<Plan> plan(Caller caller, PlanRequest request);

  /** One plan; NOT_FOUND when there is none. Only its actor may read it. */
  CompletionStage<Plan> get(Caller caller, String id);

  /** The caller's plans, newest first. */
  CompletionStage<Page<Plan>> list(Caller caller, int pageSize, @Nullable String pageToken);

  /**
   * Makes the change as the plan says: at the places it names, on the revisions it names. Applied
   * twice, it gives the operation that it began.
   *
   * @param hash the plan's hash, to be sure which plan is meant; absent for not
   * @param tolerancePercent by how much a price may have moved, either way, in percent of the
   *     planned one; 0 or more
   * @param idempotencyKey 1 to 128 visible ASCII characters, which no other request of the last 24
   *     hours used; absent for none. The same request with the same key gets the first answer
   * @return the operation; fails with CONFLICT {@code plan-stale} and all that moved, {@code
   *     plan-expired}, or {@code plan-hash-mismatch}
   */
  CompletionStage<Operation> apply(
      Caller caller,
      String id,
      @Nullable String hash,
      double tolerancePercent,
      @Nullable String idempotencyKey);

  /** Makes the change as the plan says, without an idempotency key. */
  default CompletionStage<Operation> apply(
      Caller caller, String id, @Nullable String hash, double tolerancePercent) {
    return apply(caller, id, hash, tolerancePercent, null);
  }
}
