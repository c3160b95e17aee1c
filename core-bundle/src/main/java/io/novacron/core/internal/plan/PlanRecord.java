package io.novacron.core.internal.plan;

import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.plan.Plan;
import io.novacron.core.internal.batch.ItemRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is kept.
 *
 * @param plan what callers see
 * @param items creates and actions, bound to the places that were foreseen; what may be secret is
 *     encrypted
 * @param change a change of another sort; absent when there are items
 * @param policy policy of a batch; absent for a single change
 * @param minimum how many items of a batch must succeed
 * @param begun whether it was found to hold and is being applied; a repeat then goes on without
 *     looking again
 */
record PlanRecord(
    Plan plan,
    List<ItemRequest> items,
    @Nullable KeptChange change,
    @Nullable BatchPolicy policy,
    @Nullable Integer minimum,
    boolean begun) {
  PlanRecord {
    Objects.requireNonNull(plan, "plan");
    items = List.copyOf(items);
  }

  PlanRecord with(boolean nowBegun) {
    return new PlanRecord(plan, items, change, policy, minimum, nowBegun);
  }

  PlanRecord applied(String operation) {
    return new PlanRecord(plan.applied(operation), items, change, policy, minimum, true);
  }
}
