package io.novacron.api.provider;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as callers see it.
 *
 * @param name unique name
 * @param tenant tenant that may use it
 * @param cloud cloud that it is at; absent until its provider is there
 * @param provider provider type
 * @param providerVersion version of the provider that serves it; absent while none does
 * @param state whether it can be used
 * @param reason why it cannot be used, when it cannot
 * @param embedded whether it is a simulated one that exists by itself
 * @param health what was measured
 * @param capabilities names of what its provider can do beyond the basics
 * @param regions regions that it may use; empty until they are known
 */
public record Account(
    String name,
    String tenant,
    @Nullable String cloud,
    String provider,
    @Nullable String providerVersion,
    State state,
    @Nullable String reason,
    boolean embedded,
    Health health,
    Set<String> capabilities,
    List<String> regions) {
  public Account {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(health, "health");
    capabilities = Set.copyOf(capabilities);
    regions = List.copyOf(regions);
  }

  /** The same account with another state of its breaker. */
  public Account withBreaker(Breaker breaker) {
    return new Account(
        name,
        tenant,
        cloud,
        provider,
        providerVersion,
        state,
        reason,
        embedded,
        new Health(
            health.successRate,
            health.latencyP95Millis,
            health.throttled,
            health.lastError,
            health.checkedAt,
            breaker),
        capabilities,
        regions);
  }

  /** Whether an account can be used. */
  public enum State {
    /** Its provider is there and the first health check is under way. */
    CONNECTING,
    /** It can be used. */
    READY,
    /** Its provider is there but the cloud does not answer or refuses us. */
    UNHEALTHY,
    /**
     * Its provider is being replaced, or went away moments ago and a successor is awaited: work is
     * taken and waits, as it will be served again in a moment.
     */
    SWAPPING,
    /** No bundle of its provider type is there; its operations wait. */
    WAITING_FOR_PROVIDER,
    /** Its settings are wrong; the reason says which. */
    MISCONFIGURED;

    /** Whether new work may be given to the account. */
    public boolean takesWork() {
      return this == READY || this == SWAPPING;
    }
  }

  /**
   * What was measured over the latest calls to the cloud (at most 1,000 of the last five minutes).
   *
   * @param successRate share of calls that the cloud answered without a fault of its own, 0 to 1;
   *     absent before the first call
   * @param latencyP95Millis 95th percentile of the time that a call took; absent before the first
   *     call
   * @param throttled calls refused for being too many
   * @param lastError latest fault, as a sentence
   * @param checkedAt when the latest health check ended
   * @param breaker whether calls are let through
   */
  public record Health(
      @Nullable Double successRate,
      @Nullable Double latencyP95Millis,
      long throttled,
      @Nullable String lastError,
      @Nullable Instant checkedAt,
      Breaker breaker) {
    public Health {
      Objects.requireNonNull(breaker, "breaker");
    }

    /** The health of an account whose calls are let through. */
    public Health(
        @Nullable Double successRate,
        @Nullable Double latencyP95Millis,
        long throttled,
        @Nullable String lastError,
        @Nullable Instant checkedAt) {
      this(successRate, latencyP95Millis, throttled, lastError, checkedAt, Breaker.CLOSED);
    }

    /**
     * One figure for comparison: the success rate, halved when the last check failed.
     *
     * @param state state of the account
     * @return 0 to 1; absent before the first call
     */
    public @Nullable Double score(State state) {
      if (successRate == null) {
        return null;
      }
      return state == State.READY ? successRate : successRate / 2;
    }
  }
}
