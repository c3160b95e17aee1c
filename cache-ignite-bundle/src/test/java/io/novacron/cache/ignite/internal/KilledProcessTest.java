package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  private static final int KILLS = 5;

  @Test
  void whatWasAcknowledgedSurvivesAKillAndNothingIsTorn(@TempDir Path directory) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<Integer, Long> acknowledged = new HashMap<>();
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (ChildProcess child = new ChildProcess(directory, 300)) {
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> child.acknowledgements() > 50 || !child.isAlive());
        assertThat(child.isAlive())
            .as("the writer is at work; it said %s", child.output())
            .isTrue();
        // The moment of the kill is what is tried here, not a condition to wait for.
        LockSupport.parkNanos(random.nextInt(1_000_000_000));
        child.kill();
        child
            .acknowledged()
            .forEach((writer, round) -> acknowledged.merge(writer, round, Math::max));
      }
      try (OpenEngine open = new OpenEngine(directory)) {
        long rounds = WrittenRounds.verify(open.store(), acknowledged);
        assertThat(rounds).isGreaterThan(before);
        before = rounds;
      }
    }
  }
}
