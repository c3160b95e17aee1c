package io.novacron.core.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.Funnel;
import io.novacron.api.packing.FunnelStep;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingOutcome.DecidedBy;
import io.novacron.api.packing.PackingOutcome.Found;
import io.novacron.api.packing.PackingOutcome.NoRoom;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.Shortage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final List<Host> HOSTS =
      List.of(
          Host.withoutGpus("large", "rack-1", 32_000, 128),
          Host.withoutGpus("small", "rack-1", 8_000, 32),
          new Host("gpu-1", "rack-2", 16_000, 64, 2, "T4"),
          new Host("gpu-2", "rack-2", 16_000, 32, 4, "A10"));

  @Test
  void whyThereIsNoRoomIsSaidForEachHostWithTheClosest() {
    Demand demand = Demand.withGpus(20_000, 16, 2).onModels(Set.of("T4", "P100"));
    assertThat(place(PackingStrategy.BEST_FIT, state(Overcommit.NONE), demand))
        .isEqualTo(
            new NoRoom(
                new Funnel(
                    4,
                    List.of(
                        new FunnelStep(Shortage.GPU_MODEL, 1, "gpu-2", "P100, T4", "A10"),
                        new FunnelStep(Shortage.GPU, 2, "large", "2000", "0"),
                        new FunnelStep(Shortage.CPU, 1, "gpu-1", "20000", "16000")),
                    0)));
  }

  @Test
  void theClosestHostIsTheExample() {
    NoRoom none =
        (NoRoom)
            place(
                PackingStrategy.SPREAD, state(Overcommit.NONE), Demand.withoutGpus(33_000, 1_000));
    assertThat(none.funnel().steps())
        .containsExactly(new FunnelStep(Shortage.CPU, 4, "large", "33000", "32000"));
    none =
        (NoRoom)
            place(PackingStrategy.SPREAD, state(Overcommit.NONE), Demand.withoutGpus(1, 1_000));
    assertThat(none.funnel().steps())
        .containsExactly(new FunnelStep(Shortage.MEMORY, 4, "large", "1000", "128"));
  }

  @Test
  void overcommitMakesRoomForProcessorTimeAndMemoryButNotForGpus() {
    Demand demand = Demand.withoutGpus(33_000, 129);
    assertThat(place(PackingStrategy.BEST_FIT, state(new Overcommit(2, 1)), demand))
        .isInstanceOf(NoRoom.class);
    Found found = (Found) place(PackingStrategy.BEST_FIT, state(new Overcommit(2, 1.5)), demand);
    assertThat(found.chosen().host()).isEqualTo("large");
    assertThat(found.decidedBy()).isEqualTo(DecidedBy.NO_OTHER);
    assertThat(
            place(PackingStrategy.BEST_FIT, state(new Overcommit(16, 2)), Demand.withGpus(1, 1, 5)))
        .isInstanceOf(NoRoom.class);
  }

  @Test
  void ratiosAreWithinTheirLimits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overcommit(17, 1))
        .withMessage("overcommit of cpu is 0.1 to 16.0, not 17.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Overcommit(1, 2.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Overcommit(0.05, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Overcommit(1, Double.NaN));
  }

  @Test
  void bestFitTakesTheTightestHostAndTheTightestGpu() {
    PoolState state = state(Overcommit.NONE);
    Found found = (Found) place(PackingStrategy.BEST_FIT, state, Demand.withoutGpus(4_000, 8));
    assertThat(found.chosen().host()).isEqualTo("small");
    Demand share = Demand.withShareOfGpu(1_000, 1, 300).onModels(Set.of("T4"));
    state = state.with(new Assignment("gpu-1", share, List.of(1)));
    found = (Found) place(PackingStrategy.BEST_FIT, state, share);
    assertThat(found.assignment()).isEqualTo(new Assignment("gpu-1", share, List.of(1)));
    Demand whole = Demand.withGpus(1_000, 1, 1).onModels(Set.of("T4"));
    found = (Found) place(PackingStrategy.BEST_FIT, state, whole);
    assertThat(found.assignment()).isEqualTo(new Assignment("gpu-1", whole, List.of(0)));
  }

  @Test
  void spreadTakesTheOtherRackAndInItTheHostThatIsUsedLeast() {
    PoolState state = state(Overcommit.NONE);
    Demand demand = Demand.withoutGpus(4_000, 8);
    state = state.with(new Assignment("large", demand, List.of()));
    Found found = (Found) place(PackingStrategy.SPREAD, state, demand);
    assertThat(found.chosen().domain()).isEqualTo("rack-2");
    // A quarter of the CPU of either; of gpu-1 an eighth of the memory, of gpu-2 a quarter.
    assertThat(found.decidedBy()).isEqualTo(DecidedBy.LOT);
    state = state.with(new Assignment("gpu-1", demand, List.of()));
    state = state.with(new Assignment("gpu-2", demand, List.of()));
    found = (Found) place(PackingStrategy.SPREAD, state, demand);
    assertThat(found.chosen().host()).isEqualTo("large");
    assertThat(found.runnerUp()).isNotNull();
    assertThat(found.decidedBy()).isEqualTo(DecidedBy.TIE_SCORE);
  }

  @Test
  void aMachineThatIsNotThereCannotBeGivenBack() {
    PoolState state = state(Overcommit.NONE);
    Assignment one = new Assignment("small", Demand.withoutGpus(4_000, 8), List.of());
    assertThatIllegalArgumentException().isThrownBy(() -> state.without(one));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.with(one).with(one).with(one))
        .withMessageStartingWith("small has no room for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.with(new Assignment("none", one.demand(), List.of())))
        .withMessage("there is no host none in this pool");
    assertThat(state.with(one).without(one)).isEqualTo(state);
    assertThat(state.with(one).machines()).isEqualTo(1);
    assertThat(state.freeGpuMillis()).isEqualTo(6_000);
  }

  @Test
  void aDemandIsForNoGpuOrAShareOfOneOrWholeOnes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Demand(1, 1, 2, 500, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Demand(1, 1, 0, 500, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Demand(1, 1, 1, 1_001, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Demand(1, 1, 0, 0, Set.of("T4")));
    assertThatIllegalArgumentException().isThrownBy(() -> new Demand(-1, 1, 0, 0, Set.of()));
  }

  @Test
  void twoHostsOfOneNameAreNoPool() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostPool(List.of(HOSTS.get(0), HOSTS.get(0)), Overcommit.NONE))
        .withMessage("two hosts are named large");
  }

  private static PoolState state(Overcommit overcommit) {
    return PoolState.empty(new HostPool(HOSTS, overcommit));
  }

  private static PackingOutcome place(PackingStrategy strategy, PoolState state, Demand demand) {
    return Packing.place(strategy, state, demand, TypicalDemands.UNKNOWN, 1);
  }
}
