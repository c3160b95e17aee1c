package io.novacron.rest.internal.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests each caller may make: one bucket of tokens per principal, so that one caller
 * that asks without end leaves the server to the others. The callers of whom it knows are bounded;
 * one who has been quiet for as long as a bucket takes to fill is forgotten. Thread-safe.
 */
public final class CallerLimits {
  private static final int MOST_CALLERS = 10_000;
  private static final String POLICY = "RateLimit-Policy";
  private static final String REST = "RateLimit";

  private final TimeMeter clock;
  private volatile Buckets buckets;

  /**
   * Makes the limits.
   *
   * @param nanos time that never runs backwards, in nanoseconds
   */
  public CallerLimits(RestSettings settings, LongSupplier nanos) {
    this.clock =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos.getAsLong();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        };
    this.buckets = new Buckets(settings, clock);
  }

  /** Applies other limits; callers begin with a full bucket when these are not what they were. */
  public void settings(RestSettings value) {
    if (!buckets.areOf(value)) {
      buckets = new Buckets(value, clock);
    }
  }

  /**
   * Takes a request of a caller in.
   *
   * @return the headers that tell what the caller has left
   * @throws RejectedException when it has nothing left
   */
  public Map<String, String> take(String principal) {
    return buckets.take(principal);
  }

  /** How many callers are known. */
  public long callers() {
    return buckets.callers();
  }

  /** The buckets of one setting. */
  private static final class Buckets {
    private final int rate;
    private final int burst;
    private final TimeMeter clock;
    private final String policy;
    private final Cache<String, Bucket> byPrincipal;

    Buckets(RestSettings settings, TimeMeter clock) {
      this.rate = settings.callerRate();
      this.burst = settings.callerBurst();
      this.clock = clock;
      long fill = Math.max(1, (burst + Math.max(1L, rate) - 1) / Math.max(1, rate));
      this.policy = "\"caller\";q=" + burst + ";w=" + fill;
      this.byPrincipal =
          Caffeine.newBuilder()
              .maximumSize(MOST_CALLERS)
              .expireAfterAccess(Duration.ofSeconds(fill))
              .ticker(clock::currentTimeNanos)
              .build();
    }

    boolean areOf(RestSettings settings) {
      return rate == settings.callerRate() && burst == settings.callerBurst();
    }

    long callers() {
      byPrincipal.cleanUp();
      return byPrincipal.estimatedSize();
    }

    Map<String, String> take(String principal) {
      if (rate == 0) {
        return Map.of();
      }
      ConsumptionProbe probe =
          byPrincipal.get(principal, unused -> full()).tryConsumeAndReturnRemaining(1);
      long reset = seconds(probe.getNanosToWaitForReset());
      Map<String, String> headers =
          Map.of(
              POLICY, policy, REST, "\"caller\";r=" + probe.getRemainingTokens() + ";t=" + reset);
      if (!probe.isConsumed()) {
        throw Rejections.tooManyOfCaller(
            principal,
            rate,
            burst,
            Duration.ofSeconds(Math.max(1, seconds(probe.getNanosToWaitForRefill()))),
            headers);
      }
      return headers;
    }

    private Bucket full() {
      return Bucket.builder()
          .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
          .withCustomTimePrecision(clock)
          .build();
    }

    private static long seconds(long nanos) {
      return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
  }
}
