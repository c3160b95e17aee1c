package io.novacron.core.internal.inventory;

import io.novacron.api.provider.Account;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an agent for each region of each account that is ready and whose shard this node holds, so
 * that each is listed by one node. Safe for use by many threads.
 */
final class RegionAgents {
  private static final Logger LOG = LoggerFactory.getLogger(RegionAgents.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Supplier<@Nullable ControlPlane> controlPlane;
  private final Supplier<List<Account>> accounts;
  private final KnownMachines machines;
  private final DriftBook drifts;
  private final Function<Place, RegionAgent> agents;
  private final Timer timer;
  private final Map<Place, RegionAgent> running = new ConcurrentSkipListMap<>();
  private @Nullable ControlPlane loaded;
  private @Nullable CompletableFuture<Void> loading;
  private volatile boolean closed;
  private volatile Timer.@Nullable Cancellation next;

  /**
   * Makes agents that list nothing yet.
   *
   * @param controlPlane what works while the state store is there; null otherwise
   * @param accounts all accounts, whatever their state
   * @param machines what is recorded; nothing is listed before all of it is known
   * @param drifts the differences that are recorded; nothing is listed before they are known
   * @param agents makes agents
   * @param timer for the looks
   */
  RegionAgents(
      Supplier<@Nullable ControlPlane> controlPlane,
      Supplier<List<Account>> accounts,
      KnownMachines machines,
      DriftBook drifts,
      Function<Place, RegionAgent> agents,
      Timer timer) {
    this.controlPlane = controlPlane;
    this.accounts = accounts;
    this.machines = machines;
    this.drifts = drifts;
    this.agents = agents;
    this.timer = timer;
  }

  /** Begins; returns at once. */
  void start() {
    next = timer.after(TICK, this::tick);
  }

  /** Begins no more lists. */
  void close() {
    closed = true;
    Timer.Cancellation planned = next;
    if (planned != null) {
      planned.cancel();
    }
    running.clear();
  }

  /** The agents that this node has, by account and region. */
  List<RegionAgent> agents() {
    return List.copyOf(running.values());
  }

  private void tick() {
    if (closed) {
      return;
    }
    try {
      ControlPlane current = controlPlane.get();
      if (current == null) {
        running.clear();
      } else if (machines.isComplete() && loaded(current)) {
        look(current);
      }
    } catch (RuntimeException e) {
      LOG.error("defect in the inventory effect=\"goes on\"", e);
    }
    next = timer.after(TICK, this::tick);
  }

  /** Reads the differences once for each control plane; called by one thread at a time. */
  private synchronized boolean loaded(ControlPlane current) {
    CompletableFuture<Void> begun = loading;
    if (loaded != current || begun == null || begun.isCompletedExceptionally()) {
      loaded = current;
      begun = drifts.load(current.store()).toCompletableFuture();
      loading = begun;
    }
    return begun.isDone() && !begun.isCompletedExceptionally();
  }

  private void look(ControlPlane current) {
    Map<Place, Account> wanted = new HashMap<>();
    for (Account account : accounts.get()) {
      if (current.claims().claim(account.tenant(), shardKey(account.name())).isEmpty()) {
        continue;
      }
      String cloud = account.cloud() == null ? account.provider() : account.cloud();
      for (String region : account.regions()) {
        wanted.put(new Place(account.name(), region, account.tenant(), cloud), account);
      }
    }
    // What is known of an account that is away stays, with the reason why it grows old.
    running.keySet().retainAll(wanted.keySet());
    wanted.forEach(
        (place, account) -> running.computeIfAbsent(place, agents).look(current, account));
  }

  /** The partition key whose shard decides which node lists an account. */
  static String shardKey(String account) {
    return "inventory-" + account;
  }

  /** Where an agent looks. */
  record Place(String account, String region, String tenant, String cloud)
      implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byAccount = account.compareTo(other.account);
      int byRegion = byAccount == 0 ? region.compareTo(other.region) : byAccount;
      int byTenant = byRegion == 0 ? tenant.compareTo(other.tenant) : byRegion;
      return byTenant == 0 ? cloud.compareTo(other.cloud) : byTenant;
    }
  }
}
