package io.novacron.core.internal.component;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.novacron.core.internal.spending.Spending;
import io.novacron.core.internal.spending.SpendingCensus;
import io.novacron.core.internal.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows what machines cost to the meter registry. Labels are bounded: the census adds up the
 * tenants that are too many. Looks now and then, so that what is gone is not shown any more.
 */
final class SpendingMeters {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final SpendingCensus census;
  private final Timer timer;
  private final MultiGauge running;
  private final MultiGauge stopped;
  private final MultiGauge machines;
  private final MultiGauge unpriced;
  private Timer.@Nullable Cancellation next;
  private boolean closed;

  SpendingMeters(MeterRegistry registry, SpendingCensus census, Timer timer) {
    this.census = census;
    this.timer = timer;
    this.running =
        gauge(
            registry,
            "novacron.spend.usd.per.hour",
            "What the machines that are neither stopped nor paused cost, in US dollars per hour, by"
                + " the prices of their records");
    this.stopped =
        gauge(
            registry,
            "novacron.spend.stopped.usd.per.hour",
            "What the stopped and paused machines would cost if they ran, in US dollars per hour");
    this.machines = gauge(registry, "novacron.spend.machines", "Machines that are counted");
    this.unpriced =
        gauge(
            registry,
            "novacron.spend.unpriced.machines",
            "Machines without a known price, which are in no sum");
    census.wanted(true);
  }

  /** Shows what is now, and does so again. */
  synchronized void look() {
    if (closed) {
      return;
    }
    List<Spending> now = census.now();
    show(running, now, spending -> spending.perHour().doubleValue());
    show(stopped, now, spending -> spending.stoppedPerHour().doubleValue());
    show(machines, now, Spending::machines);
    show(unpriced, now, Spending::unpriced);
    next = timer.after(PERIOD, this::look);
  }

  /** Shows nothing any more. */
  synchronized void close() {
    closed = true;
    census.wanted(false);
    if (next != null) {
      next.cancel();
    }
    List.of(running, stopped, machines, unpriced).forEach(gauge -> gauge.register(List.of(), true));
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  private static void show(
      MultiGauge gauge, List<Spending> all, ToDoubleFunction<Spending> figure) {
    gauge.register(
        all.stream()
            .map(
                each ->
                    MultiGauge.Row.of(
                        Tags.of(
                            "account",
                            each.account(),
                            "market",
                            each.market().wireName(),
                            "tenant",
                            each.tenant()),
                        figure.applyAsDouble(each)))
            .toList(),
        true);
  }
}
