package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.Factor;
import io.novacron.api.placement.FunnelStage;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What holds for every catalog, tried on 1,000 random small ones. */
class PlacementPropertiesTest {
  private static final int WORLDS = 1_000;

  @Test
  void theChoiceIsOneOfTheCheapestThatMeetTheRequest() {
    int[] chosen = {0};
    forEachWorld(
        world -> {
          Decision decision = world.decide();
          List<BruteForce.Pair> best = world.bruteForce().best();
          assertThat(decision.chosen() == null).isEqualTo(best.isEmpty());
          if (decision.chosen() != null) {
            assertThat(best).anyMatch(pair -> pair.is(decision.chosen()));
            chosen[0]++;
          }
        });
    assertThat(chosen[0]).as("worlds in which there is a choice").isBetween(200, 900);
  }

  @Test
  void theRunnerUpIsTheBestOfTheOtherOffersAndTheMarginIsTheDifferenceOfThePrices() {
    forEachWorld(
        world -> {
          Decision decision = world.decide();
          Choice chosen = decision.chosen();
          if (chosen == null) {
            assertThat(decision.runnerUp()).isNull();
            assertThat(decision.margin()).isNull();
            return;
          }
          List<BruteForce.Pair> next = world.bruteForce().bestBeside(world.offer(chosen));
          Choice runnerUp = decision.runnerUp();
          assertThat(runnerUp == null).isEqualTo(next.isEmpty());
          if (runnerUp != null) {
            assertThat(next).anyMatch(pair -> pair.is(runnerUp));
            assertThat(decision.margin())
                .isEqualByComparingTo(
                    runnerUp.pricePerHour().amount().subtract(chosen.pricePerHour().amount()));
          }
        });
  }

  @Test
  void theFunnelLeadsFromAllPairsToThoseThatMeetTheRequest() {
    forEachWorld(
        world -> {
          List<FunnelStage> funnel = world.decide().funnel();
          for (int i = 1; i < funnel.size(); i++) {
            assertThat(funnel.get(i).before()).isEqualTo(funnel.get(i - 1).after());
          }
          for (FunnelStage stage : funnel) {
            assertThat(stage.example() != null).isEqualTo(stage.after() < stage.before());
          }
          assertThat(funnel.get(0).filter()).isEqualTo("cloud");
          assertThat(funnel.get(0).after()).isEqualTo((int) world.bruteForce().pairs().count());
          assertThat(funnel.get(funnel.size() - 1).after())
              .isEqualTo(world.bruteForce().feasible().size());
        });
  }

  @Test
  void theOrderOfCandidatesDoesNotMatter() {
    forEachWorld(
        world -> {
          Random random = new Random(world.number());
          List<PlacementAccount> accounts = new ArrayList<>(world.accounts());
          Collections.shuffle(accounts, random);
          Decision expected = world.decide();
          Decision other = world.with(world.catalog().shuffled(random)).with(accounts).decide();
          assertThat(other)
              .usingRecursiveComparison()
              .ignoringFields("inputs", "inputsDigest")
              .isEqualTo(expected);
          assertThat(other.inputs().get("accounts")).isEqualTo(expected.inputs().get("accounts"));
        });
  }

  @Test
  void theSameInputsAndSeedGiveTheSameDecision() {
    forEachWorld(world -> assertThat(world.decide()).isEqualTo(world.decide()));
  }

  @Test
  void contributionsAddUpToTheScore() {
    forEachWorld(
        world -> {
          Decision decision = world.decide();
          double sum = decision.factors().stream().mapToDouble(Factor::contribution).sum();
          if (decision.chosen() != null) {
            assertThat(decision.chosen().score()).isEqualTo(sum);
          }
        });
  }

  @Test
  void theChoiceAloneIsThatOfTheDecisionAlsoWhenATypeOrAPlaceIsNamed() {
    int[] named = {0};
    forEachWorld(
        world -> {
          CatalogColumns columns = new CatalogColumns(world.catalog());
          Candidates candidates = new Candidates(columns, world.accounts());
          List<PlacementRequest> requests = new ArrayList<>(narrower(world));
          requests.add(world.request());
          requests.add(
              new PlacementRequest(
                  null,
                  world.catalog().offer(0).type().name(),
                  world.request().market(),
                  world.request().constraints()));
          for (PlacementRequest asked : requests) {
            ResolvedRequest request = new RequestResolver(columns).resolve(asked, world.accounts());
            Candidate chosen =
                Placement.decide(request, candidates, PlacementPolicy.CHEAPEST, world.number())
                    .chosen();
            assertThat(
                    Placement.choose(request, candidates, PlacementPolicy.CHEAPEST, world.number()))
                .isEqualTo(chosen);
            named[0] += asked.instanceType() != null && chosen != null ? 1 : 0;
          }
        });
    assertThat(named[0]).as("choices of a type that was named").isGreaterThan(100);
  }

  @Test
  void aConstraintNeverWidensTheSetButForOldPricesInAnAccountThatIsNamed() {
    forEachWorld(
        world -> {
          List<BruteForce.Pair> all = world.bruteForce().pairs().toList();
          for (PlacementRequest narrower : narrower(world)) {
            RandomWorld constrained = world.with(narrower);
            for (BruteForce.Pair pair : all) {
              if (isChosenWhenAlone(constrained, pair)
                  && !isBroughtBack(world.request(), narrower, pair)) {
                assertThat(isChosenWhenAlone(world, pair))
                    .as("%s chosen for %s but not for %s", pair, narrower, world.request())
                    .isTrue();
              }
            }
          }
        });
  }

  private static boolean isBroughtBack(
      PlacementRequest request, PlacementRequest narrower, BruteForce.Pair pair) {
    Price spot = pair.offer().spot();
    return request.constraints().account() == null
        && narrower.constraints().account() != null
        && narrower.market().kind() == Market.Kind.SPOT
        && spot != null
        && spot.asOf().equals(TestCatalog.OLD_DAY);
  }

  private static boolean isChosenWhenAlone(RandomWorld world, BruteForce.Pair pair) {
    Candidates alone =
        new Candidates(
            new CatalogColumns(new TestCatalog(List.of(pair.offer()))), List.of(pair.account()));
    ResolvedRequest request =
        new RequestResolver(new CatalogColumns(world.catalog()))
            .resolve(world.request(), world.accounts());
    return Placement.decide(request, alone, PlacementPolicy.CHEAPEST, 1).chosen() != null;
  }

  private static List<PlacementRequest> narrower(RandomWorld world) {
    PlacementRequest request = world.request();
    PlacementConstraints c = request.constraints();
    List<PlacementConstraints> constraints = new ArrayList<>();
    Offer any = world.catalog().offer(0);
    BigDecimal ceiling = new BigDecimal("0.07");
    if (!world.accounts().isEmpty() && c.account() == null) {
      constraints.add(
          new PlacementConstraints(
              world.accounts().get(0).name(),
              c.region(),
              null,
              c.near(),
              c.maxPricePerHour(),
              c.maxCarbonGramsPerKwh()));
    }
    if (c.region() == null) {
      constraints.add(
          new PlacementConstraints(
              c.account(),
              any.region().id(),
              null,
              c.near(),
              c.maxPricePerHour(),
              c.maxCarbonGramsPerKwh()));
    }
    if (c.near() == null) {
      constraints.add(
          new PlacementConstraints(
              c.account(),
              c.region(),
              null,
              new Near(any.region().city(), null, null, null),
              c.maxPricePerHour(),
              c.maxCarbonGramsPerKwh()));
    }
    if (c.maxPricePerHour() == null) {
      constraints.add(
          new PlacementConstraints(
              c.account(), c.region(), null, c.near(), ceiling, c.maxCarbonGramsPerKwh()));
    }
    if (c.maxCarbonGramsPerKwh() == null) {
      constraints.add(
          new PlacementConstraints(
              c.account(), c.region(), null, c.near(), c.maxPricePerHour(), 100.0));
    }
    List<PlacementRequest> requests = new ArrayList<>();
    for (PlacementConstraints one : constraints) {
      requests.add(
          new PlacementRequest(request.size(), request.instanceType(), request.market(), one));
    }
    requests.add(
        new PlacementRequest(
            request.size(),
            request.instanceType(),
            new Market(request.market().kind(), new BigDecimal("0.03")),
            c));
    Size size = request.size();
    if (size != null) {
      for (Size more : larger(size)) {
        requests.add(new PlacementRequest(more, null, request.market(), c));
      }
    }
    return requests;
  }

  private static List<Size> larger(Size size) {
    List<Size> sizes = new ArrayList<>();
    sizes.add(
        new Size(
            size.vcpus() + 1, size.memoryGib(), size.gpus(), size.gpuModel(), size.architecture()));
    sizes.add(
        new Size(
            size.vcpus(), size.memoryGib() * 2, size.gpus(), size.gpuModel(), size.architecture()));
    if (size.architecture() == null) {
      sizes.add(new Size(size.vcpus(), size.memoryGib(), size.gpus(), size.gpuModel(), "arm64"));
    }
    return sizes;
  }

  private static void forEachWorld(Consumer<RandomWorld> check) {
    LongStream.range(0, WORLDS)
        .forEach(
            number -> {
              try {
                check.accept(RandomWorld.of(number));
              } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("world " + number + ": " + e.getMessage(), e);
              }
            });
  }
}
