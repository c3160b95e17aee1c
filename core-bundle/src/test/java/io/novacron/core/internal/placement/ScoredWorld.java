package io.novacron.core.internal.placement;

import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.policy.PolicyRule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A random world in which more than the price counts, by a random policy with rules. */
record ScoredWorld(RandomWorld world, RandomFactors factors, PlacementPolicy policy) {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  static ScoredWorld of(long number) {
    Random random = new Random(number + 7_000);
    Map<String, Double> weights = new TreeMap<>();
    weights.put(PriceColumn.NAME, 0.25 * (1 + random.nextInt(8)));
    RandomFactors.DEFINITIONS.forEach(
        factor -> {
          if (random.nextInt(3) > 0) {
            weights.put(factor.name(), 0.25 * random.nextInt(5));
          }
        });
    return new ScoredWorld(
        RandomWorld.of(number),
        new RandomFactors(number),
        new PlacementPolicy("random", 3, weights, rules(random), PriceAgeLimits.DEFAULT));
  }

  private static List<PolicyRule> rules(Random random) {
    List<PolicyRule> rules = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      rules.add(
          new PolicyRule(
              "one-cloud", PolicyRule.Kind.DENIED_CLOUDS, Set.of("gcp"), null, penalty(random)));
    }
    if (random.nextInt(4) == 0) {
      rules.add(
          new PolicyRule(
              "price",
              PolicyRule.Kind.MAX_PRICE_PER_HOUR,
              Set.of(),
              BigDecimal.valueOf(50_000 + 10_000L * random.nextInt(6), 6),
              penalty(random)));
    }
    if (random.nextInt(4) == 0) {
      rules.add(
          new PolicyRule(
              "green",
              PolicyRule.Kind.MAX_CARBON,
              Set.of(),
              BigDecimal.valueOf(50L * random.nextInt(6)),
              penalty(random)));
    }
    return rules;
  }

  private static @Nullable Double penalty(Random random) {
    return random.nextBoolean() ? null : (Double) (0.25 * (1 + random.nextInt(6)));
  }

  ScoredWorld with(PlacementPolicy other) {
    return new ScoredWorld(world, factors, other);
  }

  ScoredWorld with(PlacementRequest request) {
    return new ScoredWorld(world.with(request), factors, policy);
  }

  ScoredWorld with(RandomWorld other) {
    return new ScoredWorld(other, factors, policy);
  }

  Decision decide() {
    return new CatalogPlacementDecider(
            world::catalog,
            tenant -> world.accounts(),
            (tenant, name) -> policy,
            new FactorBook(() -> List.of(factors)),
            RoundTrips.NONE,
            List::of,
            Optional.empty(),
            new Random(world.number()),
            CLOCK)
        .decide("default", "dec-1", world.request());
  }

  /** Pairs that meet the request and keep to the hard rules. */
  List<BruteForce.Pair> feasible() {
    return world.bruteForce().feasible().stream()
        .filter(
            pair -> policy.rules().stream().noneMatch(rule -> rule.hard() && breaks(rule, pair)))
        .toList();
  }

  /** The score written a second time, in the plainest way. */
  double score(BruteForce.Pair pair) {
    double dollars = world.bruteForce().price(pair).orElseThrow().doubleValue();
    double score = policy.weight(PriceColumn.NAME) * -Math.log(dollars) / Math.log(2);
    for (int factor = 0; factor < RandomFactors.DEFINITIONS.size(); factor++) {
      score +=
          policy.weight(RandomFactors.DEFINITIONS.get(factor).name()) * factors.worth(factor, pair);
    }
    for (PolicyRule rule : policy.rules()) {
      Double penalty = rule.penalty();
      if (penalty != null && breaks(rule, pair)) {
        score -= penalty;
      }
    }
    return score;
  }

  private boolean breaks(PolicyRule rule, BruteForce.Pair pair) {
    BigDecimal limit = rule.limit();
    return switch (rule.kind()) {
      case DENIED_CLOUDS -> rule.values().contains(pair.offer().region().cloud());
      case MAX_PRICE_PER_HOUR ->
          limit != null && world.bruteForce().price(pair).orElseThrow().compareTo(limit) > 0;
      case MAX_CARBON -> {
        var carbon = pair.offer().region().carbon();
        yield carbon == null
            || !carbon.comparable()
            || (limit != null && carbon.gramsPerKwh() > limit.doubleValue());
      }
      default -> throw new AssertionError("no such rule is made: " + rule.kind());
    };
  }
}
