package io.novacron.api.placement;

import io.novacron.api.machine.Market.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about a spot machine. A place is whatever the caller calls so, such as {@code
 * aws/us-east-2/use2-az1/m5.large}; its name is told in the answer.
 *
 * @param present how the machine is paid for now; absent when it is not there yet
 * @param place where it is, for a spot machine; absent otherwise
 * @param prices prices that were seen, up to 10,000, in any order; each place with one is a
 *     candidate
 * @param at the time against which the age of prices is held; absent for now
 * @param onDemandPerHour what the same machine costs on demand, in US dollars per hour
 * @param moveCost what a move costs, in US dollars: what runs twice meanwhile and what is sent
 * @param restartCost what an interruption costs, in US dollars: the work that is lost and the time
 *     until the machine is up elsewhere
 * @param interruptionsPerHour the probability that a machine is lost within an hour, by place, from
 *     0 to 1; a place that is missing is taken for one as the others
 * @param halfLife after how long a price counts half as much as the newest; absent for a day
 * @param horizon for how long a difference of prices is expected to last, and so within which time
 *     a move has to pay for itself; absent for a week
 * @param longestAge how old the newest price of a place may be; absent for a week
 */
public record SpotAdviceRequest(
    @Nullable Kind present,
    @Nullable String place,
    List<SpotPrice> prices,
    @Nullable Instant at,
    BigDecimal onDemandPerHour,
    BigDecimal moveCost,
    BigDecimal restartCost,
    Map<String, Double> interruptionsPerHour,
    @Nullable Duration halfLife,
    @Nullable Duration horizon,
    @Nullable Duration longestAge) {
  public SpotAdviceRequest {
    prices = List.copyOf(prices);
    Objects.requireNonNull(onDemandPerHour, "onDemandPerHour");
    Objects.requireNonNull(moveCost, "moveCost");
    Objects.requireNonNull(restartCost, "restartCost");
    interruptionsPerHour = Map.copyOf(interruptionsPerHour);
  }

  /**
   * A spot price of a place as it was seen.
   *
   * @param place the place
   * @param at when it was seen
   * @param pricePerHour in US dollars per hour; absent when the place was not on offer any more
   */
  public record SpotPrice(String place, Instant at, @Nullable BigDecimal pricePerHour) {
    public SpotPrice {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(at, "at");
    }
  }
}
