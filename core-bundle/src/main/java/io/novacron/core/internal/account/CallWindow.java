package io.novacron.core.internal.account;

import io.novacron.api.provider.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Measures the latest calls to an account: at most a thousand of the last five minutes.
 * Thread-safe.
 */
final class CallWindow {
  private static final int MOST = 1000;
  private static final Duration LENGTH = Duration.ofMinutes(5);

  private final Clock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable String lastError;

  CallWindow(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes a call in.
   *
   * @param latency how long it took
   * @param verdict what it says of the cloud
   * @param error the fault, as a sentence, when it was one
   */
  synchronized void add(Duration latency, Verdict verdict, @Nullable String error) {
    samples.addLast(new Sample(clock.instant(), latency.toNanos(), verdict));
    if (samples.size() > MOST) {
      samples.removeFirst();
    }
    if (error != null) {
      lastError = error;
    }
  }

  /** The figures as of now. */
  synchronized Account.Health health(@Nullable Instant checkedAt) {
    Instant oldest = clock.instant().minus(LENGTH);
    while (!samples.isEmpty() && samples.getFirst().at.isBefore(oldest)) {
      samples.removeFirst();
    }
    if (samples.isEmpty()) {
      return new Account.Health(null, null, 0, lastError, checkedAt);
    }
    long good = samples.stream().filter(each -> each.verdict != Verdict.FAULT).count();
    long throttled = samples.stream().filter(each -> each.verdict == Verdict.THROTTLED).count();
    long[] nanos = samples.stream().mapToLong(each -> each.nanos).sorted().toArray();
    return new Account.Health(
        (double) good / samples.size(), percentile95(nanos) / 1e6, throttled, lastError, checkedAt);
  }

  /** Nearest rank: the smallest value that at least 95 in 100 do not exceed. */
  private static double percentile95(long[] sorted) {
    int rank = (int) Math.ceil(0.95 * sorted.length);
    return Arrays.stream(sorted).skip(rank - 1L).findFirst().orElseThrow();
  }

  /** What a call says of the cloud. */
  enum Verdict {
    /** It answered; also when it refused for a reason of ours. */
    ANSWERED,
    /** It refused because of too many calls. */
    THROTTLED,
    /** It failed by itself or did not answer. */
    FAULT
  }

  private record Sample(Instant at, long nanos, Verdict verdict) {}
}
