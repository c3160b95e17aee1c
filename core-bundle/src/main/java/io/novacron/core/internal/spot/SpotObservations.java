package io.novacron.core.internal.spot;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The spot prices seen so far, one {@link PriceTrend} for each place. Immutable: each observation
 * makes a new one.
 *
 * @param halfLife see {@link SpotParameters}; the same for as long as the observations are kept
 * @param trends what is known, by place
 */
public record SpotObservations(Duration halfLife, Map<String, PriceTrend> trends) {
  public SpotObservations {
    Objects.requireNonNull(halfLife, "halfLife");
    trends = Map.copyOf(trends);
  }

  /** Nothing seen yet. */
  public static SpotObservations none(SpotParameters parameters) {
    return new SpotObservations(parameters.halfLife(), Map.of());
  }

  /**
   * Adds prices that were seen at one moment. Places that are not among them keep what is known of
   * them: a list that is partial withdraws nothing.
   *
   * @param at when they were seen
   * @param prices USD per hour, by place; 0 or more
   */
  public SpotObservations seen(Instant at, Map<String, Double> prices) {
    Map<String, PriceTrend> after = new HashMap<>(trends);
    prices.forEach(
        (place, price) ->
            after.compute(
                place,
                (name, before) ->
                    before == null
                        ? PriceTrend.first(price, at)
                        : before.then(price, at, halfLife)));
    return new SpotObservations(halfLife, after);
  }

  /**
   * Notes that places were looked at and no longer on offer. A place of which no price was ever
   * seen stays unknown.
   *
   * @param at when they were looked at
   * @param places the places
   */
  public SpotObservations withdrawn(Instant at, Collection<String> places) {
    Map<String, PriceTrend> after = new HashMap<>(trends);
    places.forEach(place -> after.computeIfPresent(place, (name, before) -> before.withdrawn(at)));
    return new SpotObservations(halfLife, after);
  }

  /** What is known of a place; absent when no price of it was ever seen. */
  @Nullable PriceTrend trend(String place) {
    return trends.get(place);
  }
}
