package io.novacron.core.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingOutcome.Found;
import io.novacron.api.packing.PackingStrategy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The measure of fragmentation against cases that were worked out by hand. */
class FragmentationTest {
  private static final HostPool POOL =
      new HostPool(
          List.of(
              new Host("t4", "rack", 100_000, 1_000, 4, "T4"),
              new Host("a10", "rack", 100_000, 1_000, 4, "A10")),
          Overcommit.NONE);
  private static final int T4 = POOL.model(POOL.find("t4"));

  @Test
  void aHostWithNothingFreeIsNotFragmented() {
    assertThat(of(List.of(Demand.withGpus(1, 1, 1)), 100, 100, 0, 0)).isZero();
  }

  @Test
  void allThatIsFreeCountsInBothPartsWhenThereIsNoRoom() {
    // 600 + 500 are free, no GPU is idle: 1100 for the next machine, and 1100 when filled.
    assertThat(of(List.of(Demand.withGpus(1, 1, 1)), 100, 100, 600, 500)).isEqualTo(2_200);
  }

  @Test
  void aLackOfCpuOrOfMemoryOrOfTheModelMakesAllOfItFragments() {
    Demand demand = Demand.withShareOfGpu(50, 50, 500);
    assertThat(of(List.of(demand), 49, 100, 1_000)).isEqualTo(2_000);
    assertThat(of(List.of(demand), 100, 49, 1_000)).isEqualTo(2_000);
    assertThat(of(List.of(demand.onModels(Set.of("A10"))), 100, 100, 1_000)).isEqualTo(2_000);
    assertThat(of(List.of(demand.onModels(Set.of("T4", "A10"))), 100, 100, 1_000)).isZero();
  }

  @Test
  void whatIsFreeOnGpusThatAreTooFullIsAFragment() {
    // 400 has room: the next machine cannot use the 200. Filled: one machine takes 300 of the 600.
    assertThat(of(List.of(Demand.withShareOfGpu(1, 1, 300)), 100, 100, 400, 200))
        .isEqualTo(200 + 300);
  }

  @Test
  void whatIsLeftWhenTheHostIsFilledCountsToo() {
    // Four GPUs are idle, but there is CPU for one machine of one GPU: three stay free.
    assertThat(of(List.of(Demand.withGpus(60, 1, 1)), 100, 100, 1_000, 1_000, 1_000, 1_000))
        .isEqualTo(3_000);
    // Memory for two.
    assertThat(of(List.of(Demand.withGpus(1, 50, 1)), 100, 100, 1_000, 1_000, 1_000, 1_000))
        .isEqualTo(2_000);
    // Three GPUs at a time leave one.
    assertThat(of(List.of(Demand.withGpus(1, 1, 3)), 100, 100, 1_000, 1_000, 1_000, 1_000))
        .isEqualTo(1_000);
  }

  @Test
  void theFigureIsTheMeanOverTheMix() {
    Demand whole = Demand.withGpus(1, 1, 1);
    Demand half = Demand.withShareOfGpu(1, 1, 500);
    // On 1000 + 500: one whole leaves 500 twice; halves leave nothing.
    assertThat(of(List.of(whole), 100, 100, 1_000, 500)).isEqualTo(1_000);
    assertThat(of(List.of(half), 100, 100, 1_000, 500)).isZero();
    assertThat(of(List.of(whole, half, half, half), 100, 100, 1_000, 500))
        .isCloseTo(250, within(1e-9));
  }

  @Test
  void demandsWithoutAGpuHaveNoPartInIt() {
    Demand whole = Demand.withGpus(1, 1, 1);
    assertThat(of(List.of(whole, Demand.withoutGpus(99_000, 999)), 100, 100, 1_000, 500))
        .isEqualTo(of(List.of(whole), 100, 100, 1_000, 500));
    assertThat(of(List.of(), 100, 100, 1_000)).isZero();
  }

  @Test
  void aShareGoesWhereItLeavesARoomThatTheMixCanUse() {
    // Of 700 free, 300 leave 400, which no typical machine can use; of 800 they leave the usual
    // 500.
    PoolState state = PoolState.empty(POOL);
    state = state.with(assignment("t4", 300, 0)).with(assignment("t4", 200, 1));
    Found found =
        (Found)
            Packing.place(
                PackingStrategy.FRAGMENTATION,
                state,
                Demand.withShareOfGpu(1, 1, 300).onModels(Set.of("T4")),
                TypicalDemands.of(List.of(Demand.withShareOfGpu(1, 1, 500))),
                1);
    assertThat(found.assignment().gpus()).containsExactly(1);
    // Before: 0 for the next and 200 + 300 when filled; after: 0 and 200.
    assertThat(found.chosen().score()).isCloseTo(-300, within(1e-6));
  }

  @Test
  void hostsThatDifferOnlyInWhatIsFreeOfTheirGpusAreNotTakenForAlike() {
    HostPool pool =
        new HostPool(
            List.of(
                new Host("one-idle", "rack", 10_000, 100, 2, "T4"),
                new Host("both-in-use", "rack", 10_000, 100, 2, "T4")),
            Overcommit.NONE);
    PoolState state =
        PoolState.empty(pool)
            .with(assignment("one-idle", 500, 0))
            .with(assignment("one-idle", 300, 0))
            .with(assignment("both-in-use", 500, 0))
            .with(assignment("both-in-use", 300, 1));
    Found found =
        (Found)
            Packing.place(
                PackingStrategy.FRAGMENTATION,
                state,
                Demand.withShareOfGpu(1, 1, 500),
                TypicalDemands.of(List.of(Demand.withGpus(1, 1, 1))),
                1);
    // On both-in-use 1200 cannot be used in any case, and then 700; on one-idle 200, and then 700.
    assertThat(found.chosen().host()).isEqualTo("both-in-use");
    assertThat(found.chosen().score()).isCloseTo(-1_000, within(1e-6));
    assertThat(found.margin()).isCloseTo(2_000, within(1e-6));
  }

  @Test
  void aMachineWithoutAGpuSparesTheCpuThatGpusNeed() {
    HostPool pool =
        new HostPool(
            List.of(
                new Host("with-gpu", "rack", 10_000, 100, 1, "T4"),
                Host.withoutGpus("without", "rack", 10_000, 100)),
            Overcommit.NONE);
    for (long seed = 0; seed < 20; seed++) {
      Found found =
          (Found)
              Packing.place(
                  PackingStrategy.FRAGMENTATION,
                  PoolState.empty(pool),
                  Demand.withoutGpus(4_000, 10),
                  TypicalDemands.of(List.of(Demand.withGpus(8_000, 10, 1))),
                  seed);
      assertThat(found.chosen().host()).isEqualTo("without");
      assertThat(found.margin()).isEqualTo(2_000);
    }
  }

  private static Assignment assignment(String host, int share, int gpu) {
    return new Assignment(host, Demand.withShareOfGpu(1, 1, share), List.of(gpu));
  }

  private static double of(List<Demand> mix, long cpu, long memory, int... freeGpu) {
    return new Fragmentation(TypicalDemands.of(mix), POOL)
        .of(T4, cpu, memory, freeGpu, freeGpu.length);
  }
}
