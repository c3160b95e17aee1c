package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Offer;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.policy.PolicyRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thousand random small catalogs in which factors and rules count beside the price. */
class ScoredPlacementTest {
  private static final double EPSILON = 1e-9;
  private static final Pattern WEIGHT =
      Pattern.compile("if the weight of (\\S+) were (\\S+) instead of (\\S+)");

  @Test
  void theChoiceIsTheOptimumOfTheStatedObjective() {
    int[] beyondPrice = {0};
    forEachWorld(
        world -> {
          Decision decision = world.decide();
          List<BruteForce.Pair> feasible = world.feasible();
          Choice chosen = decision.chosen();
          assertThat(chosen == null).isEqualTo(feasible.isEmpty());
          if (chosen != null) {
            double best = feasible.stream().mapToDouble(world::score).max().orElseThrow();
            assertThat(scoreOf(world, feasible, chosen)).isCloseTo(best, offset(EPSILON));
            assertThat(chosen.score()).isCloseTo(best, offset(EPSILON));
            if (decision.margin() != null && decision.margin().signum() < 0) {
              beyondPrice[0]++;
            }
          }
        });
    assertThat(beyondPrice[0]).as("worlds in which a dearer offer wins").isGreaterThan(20);
  }

  @Test
  void contributionsOfChoiceAndRunnerUpAddUpToTheirScores() {
    forEachWorld(
        world -> {
          Decision decision = world.decide();
          Choice chosen = decision.chosen();
          Choice runnerUp = decision.runnerUp();
          if (chosen != null) {
            assertThat(sum(decision.factors())).isEqualTo(chosen.score());
          }
          assertThat(runnerUp == null).isEqualTo(decision.runnerUpFactors().isEmpty());
          if (runnerUp != null) {
            assertThat(sum(decision.runnerUpFactors())).isEqualTo(runnerUp.score());
          }
        });
  }

  @Test
  void theOrderOfOffersAndAccountsDoesNotMatter() {
    forEachWorld(
        world -> {
          Random random = new Random(world.world().number());
          List<PlacementAccount> accounts = new ArrayList<>(world.world().accounts());
          Collections.shuffle(accounts, random);
          RandomWorld shuffled =
              world.world().with(world.world().catalog().shuffled(random)).with(accounts);
          assertThat(world.with(shuffled).decide())
              .usingRecursiveComparison()
              .ignoringFields("inputs", "inputsDigest")
              .isEqualTo(world.decide());
        });
  }

  @Test
  void aHardRuleNeverWidensTheSetAndASoftOneLeavesItAsItIs() {
    PolicyRule hard =
        new PolicyRule("no-aws", PolicyRule.Kind.DENIED_CLOUDS, Set.of("aws"), null, null);
    PolicyRule soft =
        new PolicyRule("no-aws", PolicyRule.Kind.DENIED_CLOUDS, Set.of("aws"), null, 1.0);
    forEachWorld(
        world -> {
          int before = left(world.decide());
          assertThat(left(world.with(withRule(world.policy(), hard)).decide()))
              .isLessThanOrEqualTo(before);
          assertThat(left(world.with(withRule(world.policy(), soft)).decide())).isEqualTo(before);
        });
  }

  @Test
  void everyFactorMovesTheScoreInItsDirection() {
    Map<String, Integer> moved = new TreeMap<>();
    List<String> names = new ArrayList<>();
    RandomFactors.DEFINITIONS.forEach(factor -> names.add(factor.name()));
    OwnFactors.DEFINITIONS.forEach(factor -> names.add(factor.name()));
    forEachWorld(
        world -> {
          for (String name : names) {
            PlacementInputs inputs = inputs(placed(world).with(only(name)));
            Scorer scorer = Scorer.of(inputs.request(), inputs.candidates(), inputs.policy());
            List<Factor> factors = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            Placement.forEachPassing(
                inputs.request(),
                inputs.candidates(),
                inputs.policy(),
                (account, offer) -> {
                  scorer.factors(account, offer).stream()
                      .filter(factor -> factor.name().equals(name) && !factor.missing())
                      .forEach(
                          factor -> {
                            factors.add(factor);
                            scores.add(scorer.score(account, offer));
                          });
                });
            for (int i = 1; i < factors.size(); i++) {
              double more =
                  Objects.requireNonNull(factors.get(i).value())
                      - Objects.requireNonNull(factors.get(0).value());
              if (more != 0) {
                boolean better = scores.get(i) > scores.get(0);
                assertThat(better)
                    .as("world %s: %s", world.world().number(), name)
                    .isEqualTo(more > 0 == moreIsBetter(name));
                moved.merge(name, 1, Integer::sum);
              }
            }
          }
        });
    assertThat(moved.keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(moved.values()).allMatch(count -> count > 20);
  }

  /** The same world for a machine that is somewhere already. */
  private static ScoredWorld placed(ScoredWorld world) {
    PlacementRequest request = world.world().request();
    Catalog catalog = world.world().catalog();
    Offer now = catalog.offer((int) (world.world().number() % catalog.size()));
    return world.with(
        new PlacementRequest(
            request.size(),
            request.instanceType(),
            request.market(),
            request.constraints(),
            new CurrentPlace(now.region().cloud(), now.region().id(), now.type().name())));
  }

  private static boolean moreIsBetter(String name) {
    return Stream.concat(RandomFactors.DEFINITIONS.stream(), OwnFactors.DEFINITIONS.stream())
        .filter(factor -> factor.name().equals(name))
        .findFirst()
        .orElseThrow()
        .utility()
        .moreIsBetter();
  }

  private static PlacementPolicy only(String factor) {
    return new PlacementPolicy("only", 1, Map.of(factor, 1.0), List.of(), PriceAgeLimits.DEFAULT);
  }

  @Test
  void aStatedChangeOfAWeightIsTrueAndAStepLessChangesNothing() {
    int[] stated = {0};
    forEachWorld(
        world -> {
          Decision decision = world.decide();
          for (Counterfactual counterfactual : decision.counterfactuals()) {
            Matcher matcher = WEIGHT.matcher(counterfactual.change());
            if (matcher.matches()) {
              double former = Double.parseDouble(matcher.group(3));
              BigDecimal weight = new BigDecimal(matcher.group(2));
              BigDecimal step = new BigDecimal(weight.doubleValue() > former ? "-0.01" : "0.01");
              Decision changed = decide(world, matcher.group(1), weight);
              assertThat(changed.chosen()).isEqualTo(counterfactual.wouldChoose());
              assertThat(place(changed)).isNotEqualTo(place(decision));
              assertThat(place(decide(world, matcher.group(1), weight.add(step))))
                  .as("world %s: %s", world.world().number(), counterfactual.change())
                  .isEqualTo(place(decision));
              stated[0]++;
            }
          }
        });
    assertThat(stated[0]).isGreaterThan(100);
  }

  @Test
  void whereNoSingleConstraintIsToBlameTheSmallestSetIsNamed() {
    int[] named = {0};
    forEachWorld(
        world -> {
          PlacementInputs inputs = inputs(world);
          if (world.decide().chosen() != null) {
            return;
          }
          List<Constraint> set = new SmallestRelaxation(inputs).find();
          List<Constraint> all = allButTheMarket(inputs);
          int smallest = smallest(inputs, all);
          assertThat(set == null).as("world %s", world.world().number()).isEqualTo(smallest < 0);
          if (set != null) {
            assertThat(choice(inputs, set)).as("world %s", world.world().number()).isNotNull();
            assertThat(set).as("world %s", world.world().number()).hasSize(smallest);
            named[0] += set.size() > 1 ? 1 : 0;
          }
        });
    assertThat(named[0]).isGreaterThan(20);
  }

  /** With the age of prices, which counts once the account need not be the one that is named. */
  private static List<Constraint> allButTheMarket(PlacementInputs inputs) {
    List<Constraint> all = new ArrayList<>(inputs.constraints());
    all.remove(new Constraint.OfRequest(Relaxation.MARKET));
    Constraint age = new Constraint.OfRequest(Relaxation.PRICE_AGE);
    if (!all.contains(age)) {
      all.add(age);
    }
    return all;
  }

  /** The size of the smallest set without which there is a choice; -1 when there is none. */
  private static int smallest(PlacementInputs inputs, List<Constraint> all) {
    int smallest = -1;
    for (int chosen = 0; chosen < 1 << all.size(); chosen++) {
      List<Constraint> dropped = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if ((chosen & (1 << i)) != 0) {
          dropped.add(all.get(i));
        }
      }
      if ((smallest < 0 || dropped.size() < smallest) && choice(inputs, dropped) != null) {
        smallest = dropped.size();
      }
    }
    return smallest;
  }

  private static @Nullable Candidate choice(PlacementInputs inputs, List<Constraint> dropped) {
    PlacementInputs relaxed = inputs;
    for (Constraint constraint : dropped) {
      relaxed = constraint.without(relaxed);
    }
    return Placement.choose(relaxed.request(), relaxed.candidates(), relaxed.policy(), 1);
  }

  private static PlacementInputs inputs(ScoredWorld world) {
    CatalogColumns columns = new CatalogColumns(world.world().catalog());
    return new PlacementInputs(
        new RequestResolver(columns).resolve(world.world().request(), world.world().accounts()),
        candidates(world, columns),
        world.policy());
  }

  private static Candidates candidates(ScoredWorld world, CatalogColumns columns) {
    Candidates bare = new Candidates(columns, world.world().accounts());
    return bare.with(
        new FactorBook(() -> List.of(world.factors()))
            .gather(
                world.policy().weights().keySet(),
                bare.scope("default", world.world().request()),
                columns));
  }

  private static Decision decide(ScoredWorld world, String factor, BigDecimal weight) {
    return world.with(world.policy().withWeight(factor, weight.doubleValue())).decide();
  }

  private static List<String> place(Decision decision) {
    Choice chosen = Objects.requireNonNull(decision.chosen());
    return List.of(chosen.cloud(), chosen.region(), chosen.instanceType());
  }

  private static PlacementPolicy withRule(PlacementPolicy policy, PolicyRule rule) {
    List<PolicyRule> rules = new ArrayList<>(policy.rules());
    rules.add(rule);
    return new PlacementPolicy(
        policy.name(), policy.version(), policy.weights(), rules, policy.ageLimits());
  }

  private static int left(Decision decision) {
    return decision.funnel().get(decision.funnel().size() - 1).after();
  }

  private static double sum(List<Factor> factors) {
    double sum = 0;
    for (Factor factor : factors) {
      sum += factor.contribution();
    }
    return sum;
  }

  private static double scoreOf(ScoredWorld world, List<BruteForce.Pair> feasible, Choice chosen) {
    return feasible.stream()
        .filter(pair -> pair.is(chosen))
        .mapToDouble(world::score)
        .findFirst()
        .orElseThrow();
  }

  private static void forEachWorld(Consumer<ScoredWorld> check) {
    LongStream.range(0, 1_000).mapToObj(ScoredWorld::of).forEach(check);
  }
}
