package io.novacron.core.internal.spending;

import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Market;
import io.novacron.core.internal.catalog.Micros;
import io.novacron.core.internal.census.MachineFollower;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what machines cost now, by tenant, account and market. Safe for use by many threads; a
 * lock is held for some additions only. Keeps some 200 bytes for each machine.
 */
public final class SpendingCensus extends MachineFollower {
  /** The tenant of the sums beyond the most that are kept apart. */
  public static final String OTHER_TENANTS = "(other)";

  private final int mostSums;
  private final Map<String, Entry> machines = new HashMap<>();
  private final Map<Group, Sum> sums = new HashMap<>();
  private volatile boolean wanted;

  /**
   * Makes one that knows of no machine.
   *
   * @param mostSums how many sums are kept apart; those of further tenants are one for each account
   *     and market
   */
  public SpendingCensus(int mostSums) {
    this.mostSums = mostSums;
  }

  /** Says whether there is somebody who looks at the sums. */
  public void wanted(boolean value) {
    wanted = value;
  }

  /** The sums, by tenant, account and market; empty until all machines have been read. */
  public List<Spending> now() {
    return isComplete() ? sums() : List.of();
  }

  private synchronized List<Spending> sums() {
    return sums.entrySet().stream()
        .map(each -> each.getValue().of(each.getKey()))
        .sorted(
            Comparator.comparing(Spending::tenant)
                .thenComparing(Spending::account)
                .thenComparing(Spending::market))
        .toList();
  }

  @Override
  protected boolean wanted() {
    return wanted;
  }

  @Override
  protected synchronized void know(Machine machine, long revision, Set<String> ended) {
    String key = key(machine.tenant(), machine.id());
    Entry old = machines.get(key);
    if (old != null && old.revision >= revision) {
      return;
    }
    boolean gone = machine.status().state() == MachineState.DELETED;
    replace(
        key,
        gone && mayForget(machine.tenant(), machine.id()) ? null : entry(machine, revision, gone));
  }

  @Override
  protected void ended(String tenant, String machine, Set<String> operations) {
    // What a machine costs is in its own record.
  }

  @Override
  protected synchronized void absent(String tenant, String machine) {
    replace(key(tenant, machine), null);
  }

  @Override
  protected synchronized void clear() {
    machines.clear();
    sums.clear();
  }

  private void replace(String key, @Nullable Entry entry) {
    Entry old = entry == null ? machines.remove(key) : machines.put(key, entry);
    if (old != null && old.group != null) {
      Sum sum = sums.get(old.group);
      if (sum != null && sum.add(old, -1) == 0) {
        sums.remove(old.group);
      }
    }
    if (entry != null && entry.group != null) {
      sums.computeIfAbsent(entry.group, first -> new Sum()).add(entry, 1);
    }
  }

  private Entry entry(Machine machine, long revision, boolean gone) {
    String account = machine.status().account();
    // Before the cloud has told a reference there is nothing that it could charge for.
    if (gone || account == null || machine.status().providerReference() == null) {
      return new Entry(revision, null, 0, true, false);
    }
    Price price = machine.status().pricePerHour();
    long micros = price == null ? 0 : Micros.of(price.amount(), RoundingMode.HALF_UP);
    return new Entry(
        revision,
        group(machine.tenant(), account, machine.spec().market().kind()),
        micros,
        price != null,
        stopped(machine.status().state()));
  }

  private Group group(String tenant, String account, Market.Kind market) {
    Group own = new Group(tenant, account, market);
    return sums.containsKey(own) || sums.size() < mostSums
        ? own
        : new Group(OTHER_TENANTS, account, market);
  }

  private static boolean stopped(MachineState state) {
    return state == MachineState.STOPPED || state == MachineState.PAUSED;
  }

  private static String key(String tenant, String machine) {
    return tenant + "/" + machine;
  }

  private record Group(String tenant, String account, Market.Kind market) {}

  /** A machine; without a group it costs nothing. */
  private record Entry(
      long revision, @Nullable Group group, long micros, boolean priced, boolean stopped) {}

  private static final class Sum {
    private long micros;
    private long stoppedMicros;
    private long machines;
    private long unpriced;

    /** Adds a machine, or takes it away; gives how many there are then. */
    long add(Entry entry, int sign) {
      machines += sign;
      unpriced += entry.priced ? 0 : sign;
      if (entry.stopped) {
        stoppedMicros += sign * entry.micros;
      } else {
        micros += sign * entry.micros;
      }
      return machines;
    }

    Spending of(Group group) {
      return new Spending(
          group.tenant,
          group.account,
          group.market,
          Micros.amount(micros),
          Micros.amount(stoppedMicros),
          machines,
          unpriced);
    }
  }
}
