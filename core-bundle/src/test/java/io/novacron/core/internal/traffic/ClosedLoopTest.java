package io.novacron.core.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.core.internal.testing.ManualTime;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets against limits as clouds have them, with more to do than the limit allows. */
class ClosedLoopTest {
  private final ManualTime time = new ManualTime();
  private final ManualTime.Process process = time.process();
  private CallSettings settings = CallSettings.DEFAULT;
  private final Traffic traffic = new Traffic(() -> settings, time, process, process);
  private long number;
  private boolean stopped;

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

  @Test
  void followsALimitThatFalls() {
    Limiter limiter = new Limiter(time, 50, 50, null);
    begin(limiter, 100);
    time.advance(Duration.ofMinutes(3));
    limiter.limit(5);
    time.advance(Duration.ofMinutes(3));
    assertSettled(limiter, 5, Duration.ofMinutes(20));
  }

  @Test
  void followsALimitThatRises() {
    settings = new CallSettings(12_000, 100_000, 0);
    Limiter limiter = new Limiter(time, 5, 5, null);
    begin(limiter, 100);
    time.advance(Duration.ofMinutes(5));
    limiter.limit(50);
    time.advance(Duration.ofMinutes(15));
    assertSettled(limiter, 50, Duration.ofMinutes(10));
  }

  @Test
  void forgetsALimitThatIsThereNoMore() {
    settings = new CallSettings(12_000, 100_000, 0);
    Limiter limiter = new Limiter(time, 5, 5, null);
    begin(limiter, 10);
    time.advance(Duration.ofMinutes(5));
    limiter.limit(1_000_000);
    time.advance(Duration.ofMinutes(30));
    assertThat(traffic.throttles("a").get(0).limitPerSecond()).isNull();
    limiter.forgetCounts();
    time.advance(Duration.ofSeconds(10));
    // Ten calls at a time that take 50 ms each.
    assertThat(limiter.passed()).isBetween(1_980, 2_000);
  }

  @Test
  void aLimitIsNotForgottenWhileNobodyCalls() {
    Limiter limiter = new Limiter(time, 5, 5, null);
    begin(limiter, 10);
    time.advance(Duration.ofMinutes(5));
    stopped = true;
    time.advance(Duration.ofHours(10));
    limiter.forgetCounts();
    stopped = false;
    begin(limiter, 10);
    time.advance(Duration.ofMinutes(1));
    assertThat(limiter.passed()).isGreaterThan(200);
    assertThat(limiter.refused()).isLessThanOrEqualTo(1);
  }

  @Test
  void leavesHeadroomToOthers() {
    settings = new CallSettings(12_000, 100_000, 40);
    Limiter limiter = new Limiter(time, 50, 50, null);
    begin(limiter, 100);
    time.advance(Duration.ofMinutes(20));
    limiter.forgetCounts();
    time.advance(Duration.ofMinutes(20));
    // Less than 40 % are left of the true limit, since what is learnt is a little above it.
    assertThat(limiter.passed() / (50.0 * 20 * 60)).isBetween(0.6, 0.8);
  }

  private void begin(Limiter limiter, int calls) {
    for (int i = 0; i < calls; i++) {
      again(limiter, Duration.ofMillis(50));
    }
  }

  private void assertSettled(Limiter limiter, double limit, Duration measured) {
    limiter.forgetCounts();
    time.advance(measured);
    assertThat(limiter.passed() / (limit * measured.toSeconds())).isBetween(0.8, 1.0);
    assertThat((double) limiter.refused() / limiter.passed()).isLessThan(0.01);
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
                        if (!stopped) {
                          again(limiter, latency);
                        }
                      });
                })
            .enter();
    assertThat(entered).isTrue();
  }
}
