package io.novacron.api.placement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one decision when it was made again.
 *
 * @param decision id of the decision
 * @param decidedAt when it was made at first
 * @param former what was chosen then; absent when nothing fitted
 * @param chosen what is chosen now; absent when nothing fits
 * @param sameOffer whether both are the same instance type in the same region
 * @param formerPricePerHour what the former choice costs per hour under what is supposed, in US
 *     dollars; absent when it is not sold then
 * @param regretPerHour by how much that is more than the new choice costs, in US dollars; less than
 *     0 when the former one is cheaper; absent without both
 * @param identical whether everything about it came out as it was, also its explanation; absent
 *     when something was supposed
 * @param problem why it could not be made again, as a sentence; absent when it could
 */
public record ReplayedDecision(
    String decision,
    Instant decidedAt,
    @Nullable Choice former,
    @Nullable Choice chosen,
    boolean sameOffer,
    @Nullable BigDecimal formerPricePerHour,
    @Nullable BigDecimal regretPerHour,
    @Nullable Boolean identical,
    @Nullable String problem) {
  public ReplayedDecision {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(decidedAt, "decidedAt");
  }
}
