package io.novacron.core.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.FunnelStep;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.HostUsage;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingOutcome.DecidedBy;
import io.novacron.api.packing.PackingOutcome.Found;
import io.novacron.api.packing.PackingOutcome.NoRoom;
import io.novacron.api.packing.PackingRequest;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.packing.RankedHost;
import io.novacron.api.packing.Shortage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedPoolTest {
  private static final Demand SMALL = Demand.withoutGpus(2_000, 8);

  @Test
  void aGroupIsSpreadOverDomainsThenHostsWhateverTheStrategy() {
    for (long number = 0; number < 200; number++) {
      RandomPool random = RandomPool.of(number);
      for (PackingStrategy strategy : PackingStrategy.values()) {
        PoolOccupancy pool = PackedPool.empty(definition(random.hosts(), strategy));
        Random chance = new Random(number);
        List<String> neighbours = new ArrayList<>();
        for (Demand demand : random.demands()) {
          List<String> group = chance.nextBoolean() ? neighbours : List.of();
          if (pool.place(new PackingRequest(demand, group, null, null, number))
              instanceof Found found) {
            RankedHost best = best(pool, demand, group);
            assertThat(found.chosen().groupInDomain()).isEqualTo(best.groupInDomain());
            assertThat(found.chosen().groupOnHost()).isEqualTo(best.groupOnHost());
            pool = pool.with(found.assignment());
            if (group == neighbours) {
              neighbours.add(found.chosen().host());
            }
          }
        }
      }
    }
  }

  /** By asking each host alone. */
  private static RankedHost best(PoolOccupancy pool, Demand demand, List<String> group) {
    return pool.pool().hosts().stream()
        .map(host -> pool.place(new PackingRequest(demand, group, null, host.name(), 0)))
        .filter(Found.class::isInstance)
        .map(outcome -> ((Found) outcome).chosen())
        .min(
            Comparator.comparingInt(RankedHost::groupInDomain)
                .thenComparingInt(RankedHost::groupOnHost))
        .orElseThrow();
  }

  @Test
  void theGroupIsWhatDecidedAndByHowMuchIsSaid() {
    PoolOccupancy pool = PackedPool.empty(definition(twoRacks(), PackingStrategy.BEST_FIT));
    Found found =
        (Found) pool.place(new PackingRequest(SMALL, List.of("a-1", "a-2"), null, null, 1));
    assertThat(found.chosen().host()).isEqualTo("b-1");
    assertThat(found.decidedBy()).isEqualTo(DecidedBy.GROUP);
    assertThat(found.margin()).isEqualTo(2);
    found = (Found) pool.place(new PackingRequest(SMALL, List.of("a-1"), "a", null, 1));
    assertThat(found.chosen().host()).isEqualTo("a-2");
    assertThat(found.margin()).isEqualTo(1);
    // Hosts that are gone count for nothing.
    assertThat(pool.place(new PackingRequest(SMALL, List.of("gone"), null, null, 1)))
        .isEqualTo(pool.place(new PackingRequest(SMALL, List.of(), null, null, 1)));
  }

  @Test
  void aPlaceThatIsAskedForIsKeptToAndNamedWhenItIsFull() {
    PoolOccupancy pool = PackedPool.empty(definition(twoRacks(), PackingStrategy.SPREAD));
    Demand all = Demand.withoutGpus(8_000, 32);
    Found found = (Found) pool.place(new PackingRequest(all, List.of(), "b", null, 1));
    assertThat(found.chosen().host()).isEqualTo("b-1");
    NoRoom none =
        (NoRoom)
            pool.with(found.assignment()).place(new PackingRequest(all, List.of(), "b", null, 1));
    assertThat(none.funnel().steps())
        .containsExactly(
            new FunnelStep(Shortage.PLACE, 2, "a-1", "b", "a"),
            new FunnelStep(Shortage.CPU, 1, "b-1", "8000", "0"));
  }

  @Test
  void whatIsTakenIsGivenBackAndMoreThanThereIsCanBeHeldButNotPlaced() {
    PoolOccupancy empty = PackedPool.empty(definition(twoRacks(), PackingStrategy.SPREAD));
    Assignment large = new Assignment("b-1", Demand.withoutGpus(12_000, 8), List.of());
    PoolOccupancy over = empty.with(large);
    assertThat(over.hosts()).contains(new HostUsage("b-1", "b", 1, 8_000, -4_000, 32, 24, 0, 0));
    assertThat(over.room(SMALL)).isEqualTo(8);
    assertThat(over.place(new PackingRequest(SMALL, List.of(), "b", null, 1)))
        .isInstanceOf(NoRoom.class);
    assertThat(over.without(large).hosts()).isEqualTo(empty.hosts());
    assertThatIllegalArgumentException().isThrownBy(() -> empty.without(large));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.with(new Assignment("gone", SMALL, List.of())));
  }

  @Test
  void roomIsHowManyFindAHostOneAfterTheOther() {
    for (long number = 0; number < 100; number++) {
      RandomPool random = RandomPool.of(number);
      PoolOccupancy pool =
          PackedPool.empty(definition(random.hosts(), PackingStrategy.FRAGMENTATION));
      Demand demand = random.demands().get(0);
      long room = pool.room(demand);
      long placed = 0;
      while (pool.place(new PackingRequest(demand, List.of(), null, null, 1))
          instanceof Found found) {
        pool = pool.with(found.assignment());
        placed++;
      }
      assertThat(placed).as("pool %d, %s", number, demand).isEqualTo(room);
      assertThat(pool.room(demand)).isZero();
    }
  }

  @Test
  void fragmentedIsWhatTheMixOnThePoolCannotUse() {
    List<Host> hosts = List.of(new Host("g", "a", 64_000, 256, 2, "L4"));
    PoolOccupancy pool = PackedPool.empty(definition(hosts, PackingStrategy.FRAGMENTATION));
    assertThat(pool.fragmentedGpuMillis()).isZero();
    Assignment whole = new Assignment("g", Demand.withGpus(1, 1, 1), List.of(0));
    Assignment share = new Assignment("g", Demand.withShareOfGpu(1, 1, 600), List.of(1));
    // 400 thousandths are left, which neither a whole one nor a share of 600 can use.
    assertThat(pool.with(whole).with(share).fragmentedGpuMillis()).isEqualTo(800);
    assertThat(pool.with(whole).fragmentedGpuMillis()).isZero();
  }

  private static List<Host> twoRacks() {
    return List.of(
        Host.withoutGpus("a-1", "a", 8_000, 32),
        Host.withoutGpus("a-2", "a", 8_000, 32),
        Host.withoutGpus("b-1", "b", 8_000, 32));
  }

  private static PoolDefinition definition(List<Host> hosts, PackingStrategy strategy) {
    return new PoolDefinition("p", "onpremise", "r", hosts, Overcommit.NONE, strategy, "group");
  }
}
