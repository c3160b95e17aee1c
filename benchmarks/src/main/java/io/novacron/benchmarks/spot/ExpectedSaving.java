package io.novacron.benchmarks.spot;

import io.novacron.core.internal.spot.MoveCosts;
import io.novacron.core.internal.spot.Present;
import io.novacron.core.internal.spot.SpotAdvice;
import io.novacron.core.internal.spot.SpotObservations;
import io.novacron.core.internal.spot.SpotParameters;
import io.novacron.core.internal.spot.SpotPolicy;
import io.novacron.core.internal.spot.SpotQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * NovaCron's own policy, told that a move costs one hour of on-demand. The history has no rates of
 * interruptions, so none are counted.
 */
final class ExpectedSaving implements PricePolicy {
  private final SpotPolicy policy;
  private SpotObservations observations;

  ExpectedSaving(SpotParameters parameters) {
    policy = new SpotPolicy(parameters);
    observations = SpotObservations.none(parameters);
  }

  @Override
  public String choose(@Nullable String present, PriceView seen) {
    List<String> gone = new ArrayList<>(observations.trends().keySet());
    gone.removeAll(seen.prices().keySet());
    observations = observations.seen(seen.at(), seen.prices()).withdrawn(seen.at(), gone);
    SpotAdvice advice =
        policy.decide(
            new SpotQuestion(
                present(present),
                seen.prices().keySet(),
                observations,
                seen.at(),
                seen.onDemand(),
                new MoveCosts(seen.onDemand(), 0),
                Map.of()));
    if (advice instanceof SpotAdvice.Move move) {
      return move.to();
    }
    return advice instanceof SpotAdvice.OnDemand
        ? ON_DEMAND
        : Objects.requireNonNull(present, "nobody stays nowhere");
  }

  private static Present present(@Nullable String place) {
    if (place == null) {
      return new Present.Nowhere();
    }
    return place.equals(ON_DEMAND) ? new Present.OnDemand() : new Present.OnSpot(place);
  }
}
