package io.novacron.core.internal.component;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.HostUsage;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how full the pools of hosts are to the meter registry. Labels are bounded: accounts and
 * their racks. Looks now and then whether there are new ones; figures are read when they are asked
 * for.
 */
final class PoolMeters {
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final double MILLIS = Host.WHOLE_GPU;

  private final MeterRegistry registry;
  private final AccountRegistry accounts;
  private final Timer timer;
  private final List<Meter> meters = new ArrayList<>();
  private final Set<Tags> known = new HashSet<>();
  private Timer.@Nullable Cancellation next;
  private boolean closed;

  PoolMeters(MeterRegistry registry, AccountRegistry accounts, Timer timer) {
    this.registry = registry;
    this.accounts = accounts;
    this.timer = timer;
  }

  /** Looks for pools that are not shown yet, and does so again. */
  synchronized void look() {
    if (closed) {
      return;
    }
    for (String account : accounts.poolAccounts()) {
      if (known.add(Tags.of("account", account))) {
        show(account);
      }
      racks(account)
          .filter(rack -> known.add(Tags.of("account", account, "rack", rack)))
          .forEach(rack -> show(account, rack));
    }
    next = timer.after(PERIOD, this::look);
  }

  /** Shows none any more. */
  synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
    meters.forEach(registry::remove);
  }

  private void show(String account) {
    Tags tags = Tags.of("account", account);
    gauge(
        "novacron.pool.vcpus.largest.free",
        "The most vCPUs that are free on one host",
        tags,
        each -> hosts(each, account).mapToLong(HostUsage::freeCpuMillis).max().orElse(0) / MILLIS);
    gauge(
        "novacron.pool.gpus.fragmented",
        "Free GPUs that machines such as those that run could not use, as decision 0014 counts",
        tags,
        each ->
            each.pools(account).stream().mapToDouble(PoolOccupancy::fragmentedGpuMillis).sum()
                / MILLIS);
  }

  private void show(String account, String rack) {
    Tags tags = Tags.of("account", account, "rack", rack);
    sum("novacron.pool.machines", "Machines that have a host", tags, HostUsage::machines);
    sum(
        "novacron.pool.vcpus",
        "vCPUs that are given away at most, overcommit included",
        tags,
        host -> host.cpuMillis() / MILLIS);
    sum(
        "novacron.pool.vcpus.free",
        "vCPUs that may still be given away",
        tags,
        host -> host.freeCpuMillis() / MILLIS);
    sum(
        "novacron.pool.memory.bytes",
        "Memory that is given away at most, overcommit included",
        tags,
        HostUsage::memoryBytes);
    sum(
        "novacron.pool.memory.free.bytes",
        "Memory that may still be given away",
        tags,
        HostUsage::freeMemoryBytes);
    sum("novacron.pool.gpus", "GPUs", tags, host -> host.gpuMillis() / MILLIS);
    sum(
        "novacron.pool.gpus.free",
        "GPUs that are free",
        tags,
        host -> host.freeGpuMillis() / MILLIS);
  }

  private void sum(String name, String description, Tags tags, ToDoubleFunction<HostUsage> figure) {
    String account = value(tags, "account");
    String rack = value(tags, "rack");
    gauge(
        name,
        description,
        tags,
        each ->
            hosts(each, account)
                .filter(host -> host.domain().equals(rack))
                .mapToDouble(figure)
                .sum());
  }

  private void gauge(
      String name, String description, Tags tags, ToDoubleFunction<AccountRegistry> figure) {
    meters.add(
        Gauge.builder(name, accounts, figure)
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private Stream<String> racks(String account) {
    return accounts.pools(account).stream().flatMap(pool -> pool.pool().domains().stream());
  }

  private static Stream<HostUsage> hosts(AccountRegistry accounts, String account) {
    return accounts.pools(account).stream().flatMap(pool -> pool.hosts().stream());
  }

  private static String value(Tags tags, String key) {
    return tags.stream()
        .filter(tag -> tag.getKey().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
