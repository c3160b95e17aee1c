package io.novacron.api.plan;

import io.novacron.api.catalog.Price;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a plan would do.
 *
 * @param index number of the item in a batch; 0 for a single change
 * @param action what would be done: {@code create}, {@code adopt}, {@code update}, the verb of an
 *     action, or {@code snapshot}, {@code restore-snapshot}, {@code delete-snapshot}
 * @param machine id of the machine; absent for one that would be made
 * @param name name of the machine
 * @param revision revision of the machine that the plan is bound to; absent for one to be made
 * @param account where it would be done
 * @param region region
 * @param zone zone, where one was asked for
 * @param instanceType the cloud's own type
 * @param price price per hour of the machine, with its day and source; absent where it is not known
 * @param hourlyDelta by how much the costs per hour would change, in US dollars; absent where it is
 *     not known
 * @param decision why there, in a sentence; absent where nothing was decided
 */
public record PlannedAction(
    int index,
    String action,
    @Nullable String machine,
    String name,
    @Nullable Long revision,
    @Nullable String account,
    @Nullable String region,
    @Nullable String zone,
    @Nullable String instanceType,
    @Nullable Price price,
    @Nullable BigDecimal hourlyDelta,
    @Nullable String decision) {
  public PlannedAction {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(name, "name");
  }
}
