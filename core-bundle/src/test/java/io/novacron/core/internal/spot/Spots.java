package io.novacron.core.internal.spot;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Questions to the policy, made for tests. */
final class Spots {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final SpotPolicy POLICY = new SpotPolicy(SpotParameters.DEFAULT);
  static final double HORIZON = SpotParameters.DEFAULT.horizonHours();

  private Spots() {}

  static SpotObservations at(Map<String, Double> prices) {
    return SpotObservations.none(SpotParameters.DEFAULT).seen(NOON, prices);
  }

  /** A machine at a place, with these prices, an on-demand price of 1 and a move of 1. */
  static SpotQuestion on(String place, Map<String, Double> prices) {
    return ask(new Present.OnSpot(place), prices, Map.of());
  }

  static SpotQuestion ask(
      Present present, Map<String, Double> prices, Map<String, Double> interruptions) {
    return new SpotQuestion(
        present, prices.keySet(), at(prices), NOON, 1, new MoveCosts(1, 2), interruptions);
  }

  static SpotQuestion with(SpotQuestion question, Map<String, Double> interruptions) {
    return new SpotQuestion(
        question.present(),
        question.candidates(),
        question.seen(),
        question.now(),
        question.onDemandUsdPerHour(),
        question.costs(),
        interruptions);
  }

  static SpotQuestion with(SpotQuestion question, Set<String> candidates) {
    return new SpotQuestion(
        question.present(),
        candidates,
        question.seen(),
        question.now(),
        question.onDemandUsdPerHour(),
        question.costs(),
        question.interruptionsPerHour());
  }

  /** Any question: up to six places, of which some were never seen, are old or withdrawn. */
  static SpotQuestion random(Random random) {
    List<String> names = List.of("a", "b", "c", "d", "e", "f").subList(0, 1 + random.nextInt(6));
    SpotObservations seen = SpotObservations.none(SpotParameters.DEFAULT);
    Map<String, Double> interruptions = new TreeMap<>();
    for (int step = 0; step < 5; step++) {
      Instant at = NOON.minus(Duration.ofHours(40L * (5 - step)));
      Map<String, Double> prices = new LinkedHashMap<>();
      for (String name : names) {
        if (random.nextInt(4) > 0) {
          prices.put(name, 0.2 + random.nextDouble());
        } else if (random.nextInt(6) == 0) {
          seen = seen.withdrawn(at, List.of(name));
        }
      }
      seen = seen.seen(at, prices);
    }
    for (String name : names) {
      if (random.nextBoolean()) {
        interruptions.put(name, random.nextDouble() * 0.2);
      }
    }
    Present present =
        switch (random.nextInt(4)) {
          case 0 -> new Present.Nowhere();
          case 1 -> new Present.OnDemand();
          default -> new Present.OnSpot(names.get(random.nextInt(names.size())));
        };
    return new SpotQuestion(
        present,
        Set.copyOf(names),
        seen,
        NOON,
        0.3 + random.nextDouble(),
        new MoveCosts(random.nextDouble() * 40, random.nextDouble() * 5),
        interruptions);
  }
}
