package io.novacron.core.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Some hundred seeds of the simulation; {@code make simulate} plays thousands. */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("novacron.simulate.seeds", 150);

  @Test
  void everyRequestComesToOneMachineOrNoneWhateverFails() {
    int operations = 0;
    int deaths = 0;
    int asked = 0;
    int duplicates = 0;
    long events = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.Result result = Simulation.run(seed);
      assertThat(result.violations()).as("make simulate SEED=" + seed).isEmpty();
      operations += result.operations();
      deaths += result.deaths();
      asked += result.asked();
      duplicates += result.duplicates();
      events += result.events();
    }
    System.out.println(
        "operations="
            + operations
            + " deaths="
            + deaths
            + " asked="
            + asked
            + " duplicates="
            + duplicates
            + " events="
            + events);
    assertThat(operations).as("operations").isGreaterThan(SEEDS * 10);
    assertThat(deaths).as("deaths of nodes").isGreaterThan(SEEDS);
    assertThat(asked).as("operations that found something again").isGreaterThan(SEEDS / 4);
    assertThat(duplicates).as("operations that removed a second machine").isPositive();
  }

  @Test
  void theSameSeedPlaysTheSameRun() {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(Simulation.run(seed).digest()).isEqualTo(Simulation.runAndTell(seed).digest());
    }
    assertThat(Simulation.run(1).digest()).isNotEqualTo(Simulation.run(2).digest());
  }
}
