package io.novacron.core.internal.simulation;

import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import java.time.Duration;
import java.util.List;

/**
 * What one cloud is like.
 *
 * @param account the account that it is known by
 * @param idempotency what it honours on a create
 * @param bound how long, from the moment at which a call should have been answered, its effect may
 *     stay hidden, as the provider declares it
 * @param hidden how long it hides a new machine, less than the bound
 * @param provisioning longest time to make, start, stop or delete a machine
 * @param latency longest way there or back of most calls
 * @param acceptsLate whether changes are answered at once with a handle to poll
 * @param namesReference whether that answer tells the reference, too
 * @param findsByToken whether it can be searched by token
 * @param showsDeleted whether deleted machines are shown for a while
 * @param filters whether a search answers only what was searched for
 * @param callsPerSecond what it lets through; 0 for everything
 * @param saysWhen whether it says how long to wait when it throttles
 * @param lost share of requests and replies that get lost
 * @param late share of changes that are made long after they were asked for
 * @param failing share of calls that it answers with a failure that passes
 * @param capacity share of creates that it refuses for lack of capacity
 * @param broken share of machines that never come to run
 */
record CloudTraits(
    String account,
    Idempotency idempotency,
    Duration bound,
    Duration hidden,
    Duration provisioning,
    Duration latency,
    boolean acceptsLate,
    boolean namesReference,
    boolean findsByToken,
    boolean showsDeleted,
    boolean filters,
    int callsPerSecond,
    boolean saysWhen,
    double lost,
    double late,
    double failing,
    double capacity,
    double broken) {

  /** A cloud as chance would have it. */
  static CloudTraits draw(String account, Chance chance) {
    Duration bound = Duration.ofSeconds(chance.between(1, 20));
    return new CloudTraits(
        account,
        chance.pick(List.of(Idempotency.values())),
        bound,
        chance.in(0.5) ? Duration.ZERO : chance.between(Duration.ZERO, bound.dividedBy(2)),
        chance.in(0.4) ? Duration.ZERO : Duration.ofSeconds(chance.between(1, 60)),
        Duration.ofMillis(chance.in(0.2) ? 8_000 : chance.between(5, 500)),
        chance.in(0.5),
        chance.in(0.5),
        chance.in(0.7),
        chance.in(0.5),
        chance.in(0.5),
        chance.in(0.6) ? 0 : chance.between(2, 20),
        chance.in(0.5),
        share(chance, 0.08),
        share(chance, 0.08),
        share(chance, 0.15),
        share(chance, 0.2),
        share(chance, 0.05));
  }

  private static double share(Chance chance, double most) {
    return chance.in(0.4) ? 0 : most * chance.between(1, 100) / 100;
  }

  boolean honoursToken() {
    return idempotency != Idempotency.NONE;
  }
}
