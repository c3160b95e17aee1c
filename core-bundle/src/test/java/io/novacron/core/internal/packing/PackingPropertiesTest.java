package io.novacron.core.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.packing.Assignment;
import io.novacron.api.packing.Demand;
import io.novacron.api.packing.FunnelStep;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingOutcome.DecidedBy;
import io.novacron.api.packing.PackingOutcome.Found;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.RankedHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What holds for every pool and strategy, tried on 200 random small pools. */
class PackingPropertiesTest {
  private static final int POOLS = 200;

  @Test
  void theOrderOfHostsDoesNotMatter() {
    forEachPoolAndStrategy(
        (pool, strategy) -> {
          RandomPool shuffled = pool.shuffled();
          PoolState state = pool.empty();
          PoolState other = shuffled.empty();
          for (Demand demand : pool.demands()) {
            PackingOutcome outcome = pool.place(strategy, state, demand);
            assertThat(shuffled.place(strategy, other, demand)).isEqualTo(outcome);
            if (outcome instanceof Found found) {
              state = state.with(found.assignment());
              other = other.with(found.assignment());
            }
          }
        });
  }

  @Test
  void noHostGivesAwayMoreThanItsCapacityTimesTheOvercommit() {
    int[] placed = {0};
    forEachPoolAndStrategy(
        (pool, strategy) -> {
          List<Assignment> assignments = fill(pool, strategy).assignments();
          placed[0] += assignments.size();
          for (Host host : pool.hosts()) {
            List<Assignment> here =
                assignments.stream().filter(one -> one.host().equals(host.name())).toList();
            assertThat(here.stream().mapToLong(one -> one.demand().cpuMillis()).sum())
                .isLessThanOrEqualTo((long) (host.cpuMillis() * pool.overcommit().cpu()));
            assertThat(here.stream().mapToLong(one -> one.demand().memoryBytes()).sum())
                .isLessThanOrEqualTo((long) (host.memoryBytes() * pool.overcommit().memory()));
            int[] ofGpu = new int[host.gpus()];
            for (Assignment one : here) {
              one.gpus().forEach(gpu -> ofGpu[gpu] += one.demand().gpuMillis());
              assertThat(
                      one.demand().gpuModels().isEmpty()
                          || one.demand().gpuModels().contains(String.valueOf(host.gpuModel())))
                  .isTrue();
            }
            assertThat(Arrays.stream(ofGpu)).allMatch(taken -> taken <= Host.WHOLE_GPU);
          }
        });
    assertThat(placed[0]).as("machines placed").isGreaterThan(POOLS * 5);
  }

  @Test
  void whatIsRefusedFitsNowhere() {
    forEachPoolAndStrategy(
        (pool, strategy) -> {
          Filled filled = fill(pool, strategy);
          for (Demand demand : pool.demands()) {
            if (pool.place(strategy, filled.state(), demand) instanceof PackingOutcome.NoRoom no) {
              assertThat(no.funnel().suitable()).isZero();
              assertThat(no.funnel().steps().stream().mapToInt(FunnelStep::hosts).sum())
                  .isEqualTo(pool.hosts().size());
            }
          }
        });
  }

  @Test
  void givingBackRestoresTheStateInWhateverOrder() {
    forEachPoolAndStrategy(
        (pool, strategy) -> {
          Filled filled = fill(pool, strategy);
          List<Assignment> leaving = new ArrayList<>(filled.assignments());
          Collections.shuffle(leaving, new Random(pool.number()));
          PoolState state = filled.state();
          for (Assignment assignment : leaving) {
            state = state.without(assignment);
          }
          assertThat(state).isEqualTo(filled.empty());
        });
  }

  @Test
  void askingForMoreNeverWidensTheSet() {
    forEachPoolAndStrategy(
        (pool, strategy) -> {
          PoolState state = fill(pool, strategy).state();
          for (Demand demand : pool.demands()) {
            for (Demand narrower : narrower(demand)) {
              assertThat(suitable(state, demand)).containsAll(suitable(state, narrower));
            }
          }
        });
  }

  @Test
  void theChosenHostIsNoWorseThanTheRunnerUpAndTheMarginSaysByHowMuch() {
    Map<DecidedBy, Integer> decided = new HashMap<>();
    forEachPoolAndStrategy(
        (pool, strategy) -> {
          PoolState state = pool.empty();
          for (Demand demand : pool.demands()) {
            if (pool.place(strategy, state, demand) instanceof Found found) {
              decided.merge(found.decidedBy(), 1, Integer::sum);
              RankedHost next = found.runnerUp();
              assertThat(next == null).isEqualTo(found.funnel().suitable() == 1);
              assertThat(found.margin() > 0)
                  .isEqualTo(
                      found.decidedBy() == DecidedBy.SCORE
                          || found.decidedBy() == DecidedBy.TIE_SCORE);
              state = state.with(found.assignment());
            }
          }
        });
    assertThat(decided)
        .containsOnlyKeys(DecidedBy.SCORE, DecidedBy.TIE_SCORE, DecidedBy.LOT, DecidedBy.NO_OTHER);
  }

  @Test
  void theFragmentationThatAMachineAddsDependsOnItsHostAlone() {
    for (long number = 0; number < POOLS; number++) {
      RandomPool pool = RandomPool.of(number);
      Filled filled = fill(pool, PackingStrategy.SPREAD);
      for (Demand demand : pool.demands()) {
        PackingOutcome outcome = pool.place(PackingStrategy.FRAGMENTATION, filled.state(), demand);
        if (outcome instanceof Found found && found.runnerUp() != null) {
          RankedHost next = found.runnerUp();
          assertThat(alone(pool, filled.assignments(), next.host(), demand))
              .as("pool %d, %s on %s", number, demand, next)
              .isEqualTo(next.score());
        }
      }
    }
  }

  private static double alone(
      RandomPool pool, List<Assignment> placed, String name, Demand demand) {
    List<Host> host = pool.hosts().stream().filter(one -> one.name().equals(name)).toList();
    PoolState state = PoolState.empty(new HostPool(host, pool.overcommit()));
    for (Assignment one : placed) {
      state = one.host().equals(name) ? state.with(one) : state;
    }
    return ((Found) pool.place(PackingStrategy.FRAGMENTATION, state, demand)).chosen().score();
  }

  @Test
  void spreadIsBalancedWithinOneAsLongAsEachDomainHasRoom() {
    for (int racks = 1; racks <= 5; racks++) {
      List<Host> hosts = new ArrayList<>();
      for (int i = 0; i < racks * 4; i++) {
        hosts.add(Host.withoutGpus("host-" + i, "rack-" + i % racks, 16_000L << i % 2, 1_000));
      }
      PoolState state = PoolState.empty(new HostPool(hosts, Overcommit.NONE));
      Map<String, Integer> inRack = new HashMap<>();
      for (int i = 0; i < racks * 16; i++) {
        Demand demand = Demand.withoutGpus(1_000 + 500 * (i % 3), 10);
        PackingOutcome outcome =
            Packing.place(PackingStrategy.SPREAD, state, demand, TypicalDemands.UNKNOWN, 7);
        Found found = (Found) outcome;
        state = state.with(found.assignment());
        inRack.merge(found.chosen().domain(), 1, Integer::sum);
        int most = Collections.max(inRack.values());
        int least = inRack.size() < racks ? 0 : Collections.min(inRack.values());
        assertThat(most - least).as("difference between racks").isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void equalHostsAreChosenEquallyOftenOverSeedsAndTheSameForOneSeed() {
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      hosts.add(Host.withoutGpus("host-" + i, "rack", 1_000, 1_000));
    }
    PoolState state = PoolState.empty(new HostPool(hosts, Overcommit.NONE));
    Map<String, Integer> chosen = new HashMap<>();
    for (long seed = 0; seed < 4_000; seed++) {
      Found found =
          (Found)
              Packing.place(
                  PackingStrategy.BEST_FIT,
                  state,
                  Demand.withoutGpus(100, 100),
                  TypicalDemands.UNKNOWN,
                  seed);
      assertThat(found.decidedBy()).isEqualTo(DecidedBy.LOT);
      chosen.merge(found.chosen().host(), 1, Integer::sum);
    }
    assertThat(chosen).hasSize(4);
    assertThat(chosen.values()).allMatch(count -> count > 850 && count < 1_150);
  }

  private static List<Demand> narrower(Demand demand) {
    List<Demand> more = new ArrayList<>();
    long cpu = demand.cpuMillis();
    long memory = demand.memoryBytes();
    int gpus = demand.gpus();
    int share = demand.gpuMillis();
    Set<String> models = demand.gpuModels();
    more.add(new Demand(cpu * 2, memory, gpus, share, models));
    more.add(new Demand(cpu, memory * 2, gpus, share, models));
    if (gpus == 0) {
      more.add(Demand.withShareOfGpu(cpu, memory, 100));
    } else if (share < Host.WHOLE_GPU) {
      more.add(new Demand(cpu, memory, 1, share + 50, models));
      more.add(new Demand(cpu, memory, 1, Host.WHOLE_GPU, models));
    } else {
      more.add(new Demand(cpu, memory, gpus + 1, share, models));
    }
    if (gpus > 0 && models.isEmpty()) {
      more.add(demand.onModels(Set.of("T4", "V100")));
    } else if (models.size() > 1) {
      more.add(demand.onModels(Set.of(models.iterator().next())));
    }
    return more;
  }

  private static List<String> suitable(PoolState state, Demand demand) {
    HostFilter filter = new HostFilter(state, demand, Surroundings.anywhere(state.pool()));
    List<String> names = new ArrayList<>();
    for (int host = 0; host < state.pool().size(); host++) {
      if (filter.lacks(host) == null) {
        names.add(state.pool().name(host));
      }
    }
    return names;
  }

  private record Filled(PoolState empty, PoolState state, List<Assignment> assignments) {}

  private static Filled fill(RandomPool pool, PackingStrategy strategy) {
    PoolState empty = pool.empty();
    PoolState state = empty;
    List<Assignment> assignments = new ArrayList<>();
    for (Demand demand : pool.demands()) {
      if (pool.place(strategy, state, demand) instanceof Found found) {
        state = state.with(found.assignment());
        assignments.add(found.assignment());
      }
    }
    return new Filled(empty, state, assignments);
  }

  private interface Check {
    void on(RandomPool pool, PackingStrategy strategy);
  }

  private static void forEachPoolAndStrategy(Check check) {
    LongStream.range(0, POOLS)
        .forEach(
            number -> {
              for (PackingStrategy strategy : PackingStrategy.values()) {
                try {
                  check.on(RandomPool.of(number), strategy);
                } catch (AssertionError | RuntimeException e) {
                  throw new AssertionError(
                      "pool " + number + ", " + strategy + ": " + e.getMessage(), e);
                }
              }
            });
  }
}
