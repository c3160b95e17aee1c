package io.novacron.core.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.core.internal.testing.ManualTime;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets against limits as clouds have them, with more to do than the limit allows. */
class ClosedLoopTest {
  private final ManualTime time = new ManualTime();
  private final ManualTime.Process process = time.process();
  private CallSettings settings = CallSettings.DEFAULT;
  private final Traffic traffic = new Traffic(() -> settings, time, process, process);
  private long number;

  @ParameterizedTest
  @CsvSource({
    // calls per second, burst, Retry-After and latency in ms, headroom in percent
    "2, 2, 0, 50, 0",
    "2, 100, 0, 50, 10",
    "5, 5, 5000, 50, 10",
    "20, 100, 0, 300, 0",
    "50, 50, 1000, 50, 0",
    "50, 50, 0, 50, 10",
    "100, 20, 0, 50, 0",
    "500, 500, 1000, 50, 0",
    "500, 100, 0, 200, 10"
  })
  void settlesCloseBelowTheLimit(
      double limit, double burst, long retryAfter, long latency, int headroom) {
    settings = new CallSettings(12_000, 100_000, headroom);
    Limiter limiter =
        new Limiter(time, limit, burst, retryAfter == 0 ? null : Duration.ofMillis(retryAfter));
    for (int i = 0; i < 300; i++) {
      again(limiter, Duration.ofMillis(latency));
    }
    time.advance(Duration.ofSeconds(limit < 10 ? 1200 : 300));
    limiter.forgetCounts();
    Duration measured = Duration.ofSeconds(limit < 10 ? 3600 : 600);
    time.advance(measured);
    double possible = limit * measured.toSeconds();
    double share = limiter.passed() / possible;
    double refused = (double) limiter.refused() / (limiter.passed() + limiter.refused());
    // The figures of the decision on budgets.
    System.out.printf(
        Locale.ROOT,
        "limit %.0f/s burst %.0f Retry-After %d ms latency %d ms headroom %d %%:"
            + " %.1f %% of the limit, %.2f %% throttled%n",
        limit,
        burst,
        retryAfter,
        latency,
        headroom,
        100 * share,
        100 * refused);
    assertThat(share).isBetween(0.8, 1 + burst / possible);
    assertThat(refused).isLessThan(0.01);
  }

  /** A call that is made again as soon as it was answered. */
  private void again(Limiter limiter, Duration latency) {
    CallTicket ticket =
        new CallTicket(
            "a",
            "r",
            CallClass.READ,
            Lane.INTERACTIVE,
            "t",
            String.format(Locale.ROOT, "%09d", number++));
    boolean entered =
        traffic
            .announce(
                ticket,
                call -> {
                  var outcome = limiter.call();
                  process.after(
                      latency,
                      () -> {
                        call.replied(outcome);
                        again(limiter, latency);
                      });
                })
            .enter();
    assertThat(entered).isTrue();
  }
}
