package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Market.Kind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place that a cloud has refused to make a machine in. It is kept out of decisions for a while.
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
    Instant until) {
  public Refusal {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(until, "until");
  }

  /** Whether it speaks against a request for a zone, or for any when none is given. */
  boolean concerns(@Nullable String askedZone, Kind askedMarket) {
    return (zone == null || zone.equals(askedZone)) && (market == null || market == askedMarket);
  }

  /** What is refused, without when and why: of equal ones only the latest counts. */
  String place() {
    return String.join(
        "|",
        account,
        region,
        String.valueOf(zone),
        String.valueOf(instanceType),
        String.valueOf(market));
  }
}
