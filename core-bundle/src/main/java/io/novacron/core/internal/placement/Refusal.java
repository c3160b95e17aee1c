package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Market.Kind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place that a cloud has refused to make a machine in, or would refuse for its quota. It is kept
 * out of decisions for a while.
 *
 * @param account account
 * @param region region
 * @param zone zone that was asked for; absent when the cloud was free to choose one and none would
 *     do, so that it counts for all
 * @param instanceType the cloud's own type; absent when the whole region did not answer
 * @param market kind of market; absent when it does not matter
 * @param category what kind of refusal it was
 * @param message what the cloud said
 * @param at when it was refused
 * @param until when it may be tried again
 * @param quota the quota that stands in the way of types with more vCPUs than it leaves; absent for
 *     what was refused
 */
public record Refusal(
    String account,
    String region,
    @Nullable String zone,
    @Nullable String instanceType,
    @Nullable Kind market,
    Category category,
    String message,
    Instant at,
    Instant until,
    @Nullable QuotaLeft quota) {
  /** What a cloud has refused. */
  public Refusal(
      String account,
      String region,
      @Nullable String zone,
      @Nullable String instanceType,
      @Nullable Kind market,
      Category category,
      String message,
      Instant at,
      Instant until) {
    this(account, region, zone, instanceType, market, category, message, at, until, null);
  }

  public Refusal {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(until, "until");
  }

  /**
   * Whether it speaks against a request. A quota does not where the account is named: figures of a
   * minute ago must not refuse what the cloud itself may grant.
   */
  boolean concerns(ResolvedRequest request) {
    return (zone == null || zone.equals(request.constraints().zone()))
        && (market == null || market == request.market())
        && (quota == null || request.constraints().account() == null);
  }

  /** The same with another limit of its quota. */
  Refusal with(QuotaLeft raised) {
    return new Refusal(
        account, region, zone, instanceType, market, category, message, at, until, raised);
  }

  /** What is refused, without when and why: of equal ones only the latest counts. */
  String place() {
    String place =
        String.join(
            "|",
            account,
            region,
            String.valueOf(zone),
            String.valueOf(instanceType),
            String.valueOf(market));
    return quota == null ? place : place + "|" + quota;
  }
}
