package io.novacron.core.internal.component;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.novacron.api.provider.Breaker;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows what budgets have learnt to the meter registry. Labels are bounded: accounts, their regions
 * and the closed sets of classes and lanes. Looks now and then whether there are new budgets; their
 * figures are read when they are asked for.
 */
final class BudgetMeters {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final MeterRegistry registry;
  private final Traffic traffic;
  private final Timer timer;
  private final List<Meter> meters = new ArrayList<>();
  private final Set<List<String>> known = new HashSet<>();
  private Timer.@Nullable Cancellation next;
  private boolean closed;

  BudgetMeters(MeterRegistry registry, Traffic traffic, Timer timer) {
    this.registry = registry;
    this.traffic = traffic;
    this.timer = timer;
  }

  /** Looks for budgets that are not shown yet, and does so again. */
  synchronized void look() {
    if (closed) {
      return;
    }
    for (String account : traffic.accounts()) {
      if (known.add(List.of(account))) {
        show(account);
      }
      for (Throttle budget : traffic.throttles(account)) {
        if (known.add(List.of(account, budget.region(), budget.callClass().wireName()))) {
          show(budget);
        }
      }
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
    meters.add(
        Gauge.builder(
                "novacron.breaker.open",
                traffic,
                each -> each.breaker(account).state() == Breaker.State.OPEN ? 1 : 0)
            .description("Whether calls to an account wait because its cloud seems to be down")
            .tag("account", account)
            .register(registry));
  }

  private void show(Throttle budget) {
    Tags tags =
        Tags.of(
            "account",
            budget.account(),
            "region",
            budget.region(),
            "class",
            budget.callClass().wireName());
    gauge(
        "novacron.budget.rate",
        "Calls per second that are made at most now; no number where there is no limit",
        tags,
        value(budget, each -> orNaN(each.ratePerSecond())));
    gauge(
        "novacron.budget.limit",
        "Calls per second that the cloud seems to allow; no number where it has never throttled",
        tags,
        value(budget, each -> orNaN(each.limitPerSecond())));
    gauge("novacron.budget.calls", "Calls under way", tags, value(budget, Throttle::inFlight));
    for (Lane lane : Lane.values()) {
      gauge(
          "novacron.budget.waiting",
          "Calls that wait for their turn",
          tags.and("lane", lane.wireName()),
          value(budget, each -> each.waiting(lane)));
    }
    meters.add(
        FunctionCounter.builder(
                "novacron.budget.throttled", traffic, value(budget, Throttle::throttled))
            .description("Replies that said that there were too many calls")
            .tags(tags)
            .register(registry));
  }

  private void gauge(
      String name, String description, Tags tags, ToDoubleFunction<Traffic> function) {
    meters.add(
        Gauge.builder(name, traffic, function)
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private static ToDoubleFunction<Traffic> value(
      Throttle budget, ToDoubleFunction<Throttle> figure) {
    return traffic ->
        traffic
            .throttle(budget.account(), budget.region(), budget.callClass())
            .map(figure::applyAsDouble)
            .orElse(Double.NaN);
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
