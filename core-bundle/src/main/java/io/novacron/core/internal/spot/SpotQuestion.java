package io.novacron.core.internal.spot;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the policy is asked. A place is whatever the caller calls so, such as {@code
 * aws/us-east-2/use2-az1/m5.large}; its name is told in the answer.
 *
 * @param present where the machine is
 * @param candidates where it may be on spot; the place where it is need not be among them
 * @param seen prices seen until now
 * @param now the time, against which the age of prices is held
 * @param onDemandUsdPerHour what the same machine costs on demand, USD per hour; 0 or more
 * @param costs what moves and interruptions cost
 * @param interruptionsPerHour the probability that a machine is lost within an hour, by place, from
 *     0 to 1; a place that is missing is taken for one as the others
 */
public record SpotQuestion(
    Present present,
    Set<String> candidates,
    SpotObservations seen,
    Instant now,
    double onDemandUsdPerHour,
    MoveCosts costs,
    Map<String, Double> interruptionsPerHour) {
  public SpotQuestion {
    Objects.requireNonNull(present, "present");
    candidates = Set.copyOf(candidates);
    Objects.requireNonNull(seen, "seen");
    Objects.requireNonNull(now, "now");
    Amounts.require(onDemandUsdPerHour, "onDemandUsdPerHour");
    Objects.requireNonNull(costs, "costs");
    interruptionsPerHour = Map.copyOf(interruptionsPerHour);
    interruptionsPerHour.forEach(
        (place, probability) -> {
          if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                "interruptionsPerHour of " + place + " must be in 0 to 1 but is " + probability);
          }
        });
  }
}
