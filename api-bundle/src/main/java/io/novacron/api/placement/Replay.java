package io.novacron.api.placement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What became of decisions when they were made again.
 *
 * @param policy name of the policy that was supposed, or {@code as-decided}
 * @param items one for each decision, in the order that was asked for, or newest first
 * @param replayed how many could be made again
 * @param moves how many of these have another offer now, or only now or no longer have one
 * @param formerPerHour what the former choices cost per hour, in US dollars, where both are known
 * @param chosenPerHour what the new choices cost per hour
 * @param regretPerHour the difference: what the former choices cost more
 */
public record Replay(
    String policy,
    List<ReplayedDecision> items,
    int replayed,
    int moves,
    BigDecimal formerPerHour,
    BigDecimal chosenPerHour,
    BigDecimal regretPerHour) {
  public Replay {
    Objects.requireNonNull(policy, "policy");
    items = List.copyOf(items);
    Objects.requireNonNull(formerPerHour, "formerPerHour");
    Objects.requireNonNull(chosenPerHour, "chosenPerHour");
    Objects.requireNonNull(regretPerHour, "regretPerHour");
  }
}
