package io.novacron.api.provider;

import io.novacron.api.packing.PoolOccupancy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One account at one cloud. All methods but {@link #close} return at once, are safe for use by many
 * threads, and complete their stages at the latest at the deadline of the call's context. What a
 * cloud may lack is an optional facet; a provider has it exactly when its descriptor declares the
 * capability.
 */
public interface Provider extends AutoCloseable {
  /**
   * The cloud that it speaks to, as the catalog names it: {@code aws}, {@code azure}, {@code gcp}.
   */
  String cloud();

  /** The regions that the account may use, by the catalog's ids. */
  CompletionStage<Outcome<List<String>>> regions(CallContext context);

  /** Asks the cloud whether it answers and accepts our credentials. */
  CompletionStage<Outcome<Void>> checkHealth(CallContext context);

  /** Machines. */
  Compute compute();

  /** Snapshots of machines; absent where the cloud has none. Always the same answer. */
  default Optional<Snapshots> snapshots() {
    return Optional.empty();
  }

  /** Volumes; absent where they cannot be listed. Always the same answer. */
  default Optional<Volumes> volumes() {
    return Optional.empty();
  }

  /** Networks and security groups; absent where they cannot be listed. Always the same answer. */
  default Optional<Networks> networks() {
    return Optional.empty();
  }

  /** Measurements of machines; absent where the cloud has none. Always the same answer. */
  default Optional<Metrics> metrics() {
    return Optional.empty();
  }

  /** Limits on what the account may have; absent where none can be read. Always the same answer. */
  default Optional<Quotas> quotas() {
    return Optional.empty();
  }

  /**
   * The pools of hosts that this account fills, as they are taken now; empty where the hosts are
   * the cloud's own business. Answers from local memory.
   */
  default List<PoolOccupancy> pools() {
    return List.of();
  }

  /**
   * What the cloud of this account lacks of the capabilities that the descriptor declares, each
   * with the reason as a sentence. Answers from local memory. A call that needs a lacking one fails
   * with UNSUPPORTED and this reason.
   */
  default Map<Capability, String> absences() {
    return Map.of();
  }

  /**
   * What keeps a repeated create from making a second machine at this account, where that is not
   * what the descriptor says; empty where it is. Always the same answer, from local memory.
   */
  default Optional<ProviderDescriptor.Idempotency> accountIdempotency() {
    return Optional.empty();
  }

  /**
   * Accepts no new calls; those in flight go on. New calls fail with UNAVAILABLE.
   *
   * @param limit how long calls in flight may take
   * @return completes when none is in flight, at the latest after the limit
   */
  CompletionStage<Void> quiesce(Duration limit);

  /** Ends everything that is still in flight and frees threads, sockets and files. Idempotent. */
  @Override
  void close();
}
