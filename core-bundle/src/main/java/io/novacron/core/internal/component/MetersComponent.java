package io.novacron.core.internal.component;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.novacron.api.operation.OperationKind;
import io.novacron.core.internal.account.CallMeter;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.space.DiskWatermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows what core counts to the meter registry, while there is one. Labels are bounded: kinds of
 * operation, accounts, calls and the closed set of outcomes.
 */
@Component(
    immediate = true,
    service = {})
public final class MetersComponent implements CallMeter {
  private final MeterRegistry registry;
  private final AccountsComponent accounts;
  private final BudgetMeters budgets;
  private final PoolMeters pools;
  private final SpendingMeters spending;
  private final List<Meter> meters = new ArrayList<>();
  private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

  @Activate
  public MetersComponent(
      @Reference MeterRegistry registry,
      @Reference CoreComponent core,
      @Reference StorageComponent storage,
      @Reference AccountsComponent accounts,
      @Reference ThreadsComponent threads) {
    this.registry = registry;
    this.accounts = accounts;
    OperationCounts counts = core.counts();
    for (OperationKind kind : OperationKind.values()) {
      String word = kind.wireName();
      meters.add(
          FunctionCounter.builder("novacron.operations.accepted", counts, c -> c.accepted(kind))
              .description("Operations recorded for the first time")
              .tag("kind", word)
              .register(registry));
      meters.add(
          FunctionCounter.builder("novacron.operations.ended", counts, c -> c.succeeded(kind))
              .description("Operations that ended")
              .tag("kind", word)
              .tag("outcome", "succeeded")
              .register(registry));
      meters.add(
          FunctionCounter.builder("novacron.operations.ended", counts, c -> c.failed(kind))
              .description("Operations that ended")
              .tag("kind", word)
              .tag("outcome", "failed")
              .register(registry));
    }
    meters.add(
        FunctionCounter.builder(
                "novacron.operations.unknown.outcomes", counts, OperationCounts::unknownOutcomes)
            .description("Times that the outcome of a call was unknown, so that a cloud was asked")
            .register(registry));
    meters.add(
        Gauge.builder("novacron.operations.live", counts, OperationCounts::live)
            .description("Operations that this node works on now")
            .register(registry));
    meters.add(
        Gauge.builder("novacron.disk.free", storage.watermark(), DiskWatermark::free)
            .description("Free space on the disk of the data directory")
            .baseUnit("bytes")
            .register(registry));
    meters.add(
        Gauge.builder("novacron.disk.refusing", storage.watermark(), disk -> disk.refuses() ? 1 : 0)
            .description("Whether creates are refused because too little disk space is left")
            .register(registry));
    accounts.meter().set(this);
    budgets = new BudgetMeters(registry, core.traffic(), threads.timer());
    budgets.look();
    pools = new PoolMeters(registry, accounts.registry(), threads.timer());
    pools.look();
    spending = new SpendingMeters(registry, core.spending(), threads.timer());
    spending.look();
  }

  @Override
  public void ended(String account, String action, String outcome, Duration latency) {
    timers.computeIfAbsent(List.of(account, action, outcome), this::timer).record(latency);
  }

  private Timer timer(List<String> labels) {
    return Timer.builder("novacron.provider.calls")
        .description("Calls to clouds")
        .tag("account", labels.get(0))
        .tag("action", labels.get(1))
        .tag("outcome", labels.get(2))
        .publishPercentileHistogram(false)
        .register(registry);
  }

  @Deactivate
  void close() {
    budgets.close();
    pools.close();
    spending.close();
    accounts.meter().clear(this);
    meters.forEach(registry::remove);
    timers.values().forEach(registry::remove);
  }
}
