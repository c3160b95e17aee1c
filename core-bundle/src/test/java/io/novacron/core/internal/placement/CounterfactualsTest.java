package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Market;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Counterfactual;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a decision says would change it is done, and it changes so. */
class CounterfactualsTest {
  private static final Pattern FALL =
      Pattern.compile(
          "if the (?:spot )?price of \\S+ \\S+ \\S+ fell from \\S+ USD/h to (\\S+) USD/h or below");
  private static final BigDecimal STEP = new BigDecimal("0.000001");

  @Test
  void theRunnerUpWinsAtThePriceStatedAndNotAMillionthOfADollarAbove() {
    int stated = 0;
    for (RandomWorld world : worlds()) {
      Decision decision = world.decide();
      if (decision.runnerUp() == null) {
        continue;
      }
      Offer runnerUp = world.offer(decision.runnerUp());
      boolean spot = world.request().market().kind() == Market.Kind.SPOT;
      Matcher fall =
          decision.counterfactuals().stream()
              .map(one -> FALL.matcher(one.change()))
              .filter(Matcher::matches)
              .findFirst()
              .orElseThrow(
                  () -> new AssertionError("world " + world.number() + " states no price"));
      BigDecimal price = new BigDecimal(fall.group(1));

      Choice below = world.with(world.catalog().withPrice(runnerUp, spot, price)).decide().chosen();
      assertThat(below).as("world %s at %s", world.number(), price).isNotNull();
      assertThat(below.region()).isEqualTo(runnerUp.region().id());
      assertThat(below.instanceType()).isEqualTo(runnerUp.type().name());

      Choice above =
          world.with(world.catalog().withPrice(runnerUp, spot, price.add(STEP))).decide().chosen();
      assertThat(above).isNotNull();
      assertThat(above.region() + above.instanceType())
          .as("world %s just above %s", world.number(), price)
          .isNotEqualTo(runnerUp.region().id() + runnerUp.type().name());
      stated++;
    }
    assertThat(stated).isGreaterThan(100);
  }

  @Test
  void theChoiceThatAPriceFallWouldGiveHasThatPriceAndSaysThatItIsAssumed() {
    RandomWorld world =
        worlds().stream().filter(one -> one.decide().runnerUp() != null).findFirst().orElseThrow();
    Counterfactual fall = world.decide().counterfactuals().get(0);
    Matcher stated = FALL.matcher(fall.change());
    assertThat(stated.matches()).isTrue();
    Price price = fall.wouldChoose().pricePerHour();
    assertThat(price.amount()).isEqualByComparingTo(stated.group(1));
    assertThat(price.source()).isEqualTo(CatalogColumns.ASSUMED);
  }

  @Test
  void everySingleConstraintWhoseLossWouldSaveMoneyIsNamedAndNoOther() {
    int named = 0;
    for (RandomWorld world : worlds()) {
      Decision decision = world.decide();
      ResolvedRequest request = resolved(world);
      for (Relaxation relaxation : Relaxation.values()) {
        if (!relaxation.appliesTo(request, PlacementPolicy.CHEAPEST)) {
          continue;
        }
        PlacementRequest relaxed = relaxation.apply(request).request();
        BruteForce plain = world.with(relaxed).bruteForce();
        BruteForce brute = relaxation == Relaxation.PRICE_AGE ? plain.withAnyPriceAge() : plain;
        List<BruteForce.Pair> best = brute.best();
        Optional<Counterfactual> stated =
            decision.counterfactuals().stream()
                .filter(one -> one.change().equals(relaxation.sentence(request)))
                .findFirst();
        boolean better =
            !best.isEmpty()
                && (decision.chosen() == null
                    || brute
                            .price(best.get(0))
                            .orElseThrow()
                            .compareTo(decision.chosen().pricePerHour().amount())
                        < 0);
        assertThat(stated.isPresent())
            .as("world %s, %s", world.number(), relaxation)
            .isEqualTo(better);
        if (stated.isPresent()) {
          assertThat(best).anyMatch(pair -> pair.is(stated.get().wouldChoose()));
          named++;
        }
      }
    }
    assertThat(named).isGreaterThan(100);
  }

  @Test
  void withoutAChoiceTheGreatestSizeThatCanBeHadIsNamed() {
    int named = 0;
    for (RandomWorld world : worlds()) {
      Decision decision = world.decide();
      if (decision.chosen() != null || world.request().size() == null) {
        continue;
      }
      for (SizeRelaxation relaxation : SizeRelaxation.values()) {
        ResolvedRequest request = resolved(world);
        for (int amount = 1; amount <= 64; amount++) {
          String sentence = relaxation.sentence(amount);
          PlacementRequest lesser = relaxation.apply(request, amount).request();
          boolean stated =
              decision.counterfactuals().stream().anyMatch(one -> one.change().equals(sentence));
          if (stated) {
            PlacementRequest more = relaxation.apply(request, amount + 1).request();
            assertThat(world.with(lesser).decide().chosen()).isNotNull();
            assertThat(world.with(more).decide().chosen()).isNull();
            named++;
          }
        }
      }
    }
    assertThat(named).isGreaterThan(50);
  }

  private static ResolvedRequest resolved(RandomWorld world) {
    return new RequestResolver(new CatalogColumns(world.catalog()))
        .resolve(world.request(), world.accounts());
  }

  private static List<RandomWorld> worlds() {
    return LongStream.range(0, 1_000).mapToObj(RandomWorld::of).toList();
  }
}
