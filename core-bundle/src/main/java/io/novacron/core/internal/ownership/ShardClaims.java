package io.novacron.core.internal.ownership;

import io.novacron.api.store.Claim;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StaleClaimException;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the claims of this node: takes what is free, renews each third of the lease, and forgets
 * what was lost. Safe for use by many threads.
 */
public final class ShardClaims {
  private static final Logger LOG = LoggerFactory.getLogger(ShardClaims.class);

  private final Ownership ownership;
  private final String node;
  private final Supplier<Duration> lease;
  private final Timer timer;
  private final Runnable onGained;
  private final Map<Integer, Claim> held = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile Timer.@Nullable Cancellation next;

  /**
   * Makes a holder without claims.
   *
   * @param ownership where claims are taken
   * @param node name of this node
   * @param lease how long a claim holds unless it is renewed; asked anew each time
   * @param timer for the renewals
   * @param onGained runs when shards were taken, so that their work is picked up
   */
  public ShardClaims(
      Ownership ownership, String node, Supplier<Duration> lease, Timer timer, Runnable onGained) {
    this.ownership = ownership;
    this.node = node;
    this.lease = lease;
    this.timer = timer;
    this.onGained = onGained;
  }

  /** Takes all shards that are free, and goes on renewing and taking until it is closed. */
  public void start() {
    takeFree();
  }

  /** The claim on the shard of a partition key; empty while another node has it. */
  public Optional<Claim> claim(String tenant, String partitionKey) {
    return Optional.ofNullable(held.get(Ownership.shardOf(tenant, partitionKey)));
  }

  /** The claim on a shard; empty while another node has it. */
  public Optional<Claim> claim(int shard) {
    return Optional.ofNullable(held.get(shard));
  }

  /** How many shards are held. */
  public int held() {
    return held.size();
  }

  /** A write was refused under this claim: it is no longer ours, so nothing is done under it. */
  public void lost(Claim claim) {
    if (held.computeIfPresent(
            claim.shard(), (shard, current) -> current.epoch() == claim.epoch() ? null : current)
        == null) {
      LOG.warn(
          "shard lost shard={} epoch={} node={} effect=\"its operations go on elsewhere\"",
          claim.shard(),
          claim.epoch(),
          node);
    }
  }

  /** A write under a claim failed; where it was refused for the claim, that is lost. */
  public void failed(Claim claim, Throwable failure) {
    if (Failures.unwrapped(failure) instanceof StaleClaimException) {
      lost(claim);
    }
  }

  /**
   * Gives all claims back and stops renewing.
   *
   * @return completes when they are given back
   */
  public CompletionStage<Void> close() {
    closed = true;
    Timer.Cancellation planned = next;
    if (planned != null) {
      planned.cancel();
    }
    Set<Claim> former = new HashSet<>(held.values());
    held.clear();
    return ownership.release(former);
  }

  private void renew() {
    if (closed) {
      return;
    }
    Set<Claim> current = new HashSet<>(held.values());
    ownership
        .renew(current, lease.get())
        .whenComplete(
            (renewed, failure) -> {
              if (renewed == null) {
                LOG.warn("claims not renewed node={} error=\"{}\"", node, String.valueOf(failure));
                plan();
                return;
              }
              for (Claim claim : current) {
                Claim prolonged = renewed.get(claim.shard());
                if (prolonged == null) {
                  lost(claim);
                } else {
                  held.computeIfPresent(
                      claim.shard(),
                      (shard, now) -> now.epoch() == prolonged.epoch() ? prolonged : now);
                }
              }
              takeFree();
            });
  }

  private void takeFree() {
    Set<Integer> missing =
        IntStream.range(0, Ownership.SHARDS)
            .filter(shard -> !held.containsKey(shard))
            .boxed()
            .collect(Collectors.toSet());
    if (missing.isEmpty()) {
      plan();
      return;
    }
    ownership
        .claim(missing, node, lease.get())
        .whenComplete(
            (taken, failure) -> {
              if (taken == null) {
                LOG.warn("claims not taken node={} error=\"{}\"", node, String.valueOf(failure));
              } else if (closed) {
                ownership.release(new HashSet<>(taken.values()));
              } else if (!taken.isEmpty()) {
                held.putAll(taken);
                LOG.info(
                    "shards claimed node={} gained={} held={}", node, taken.size(), held.size());
                onGained.run();
              }
              plan();
            });
  }

  private void plan() {
    if (!closed) {
      next = timer.after(lease.get().dividedBy(3), this::renew);
    }
  }
}
