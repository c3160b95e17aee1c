package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallsUnderWayTest {
  private static final Duration NEVER_REACHED = Duration.ofMinutes(5);

  private final CallsUnderWay calls = new CallsUnderWay();

  @Test
  void aCloseWithNoneUnderWayIsDoneAndLetsNoneBegin() {
    assertThat(calls.begin()).isTrue();
    calls.end();
    assertThat(calls.close(Duration.ZERO)).isTrue();
    assertThat(calls.begin()).isFalse();
  }

  @Test
  void aCloseGivesUpAfterItsGraceWhenOneDoesNotEnd() {
    calls.begin();
    assertThat(calls.close(Duration.ZERO)).isFalse();
    assertThat(calls.begin()).isFalse();
  }

  @Test
  void aCloseWaitsForTheLastOneUnderWay() throws Exception {
    calls.begin();
    calls.begin();
    assertThat(calls.close(Duration.ZERO)).isFalse();
    calls.end();
    assertThat(calls.close(Duration.ZERO)).as("one is left").isFalse();
    CompletableFuture<Boolean> closed =
        CompletableFuture.supplyAsync(() -> calls.close(NEVER_REACHED));
    calls.end();
    assertThat(closed.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void anInterruptedCloseGivesUpAndStaysInterrupted() {
    calls.begin();
    Thread.currentThread().interrupt();
    assertThat(calls.close(NEVER_REACHED)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
