package io.novacron.api.provider;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.packing.HostPools;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the control plane lends to a provider, so that time, threads and files are not its own
 * business.
 *
 * @param clock the time
 * @param scheduler for timers and short work; shared by all providers, so it must not be blocked
 * @param catalog the offers with their prices
 * @param dataDirectory a directory that is this account's alone; exists
 * @param pools the pools of hosts that are ours to fill, and what chooses among their hosts
 */
public record ProviderEnvironment(
    Clock clock,
    ScheduledExecutorService scheduler,
    CatalogService catalog,
    Path dataDirectory,
    HostPools pools) {
  public ProviderEnvironment {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    Objects.requireNonNull(pools, "pools");
  }

  /** Without a pool. */
  public ProviderEnvironment(
      Clock clock, ScheduledExecutorService scheduler, CatalogService catalog, Path dataDirectory) {
    this(clock, scheduler, catalog, dataDirectory, HostPools.NONE);
  }
}
