package io.novacron.simulator.wire;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults in force. They end with the process. Safe for use by many threads. */
final class FaultBook {
  private static final Logger LOG = LoggerFactory.getLogger(FaultBook.class);
  private static final int LIMIT = 100;

  private final Clock clock;
  private final Set<String> actions;
  private final List<String> regions;
  private final AtomicLong lastId = new AtomicLong();
  private final List<FaultInForce> inForce = new CopyOnWriteArrayList<>();

  /**
   * Makes a book without faults.
   *
   * @param actions the actions that there are
   * @param regions the regions that there are
   */
  FaultBook(Clock clock, Set<String> actions, List<String> regions) {
    this.clock = clock;
    this.actions = Set.copyOf(actions);
    this.regions = List.copyOf(regions);
  }

  List<FaultInForce> inForce() {
    return List.copyOf(inForce);
  }

  /** Whether a fault is in force. */
  boolean inForce(String id) {
    return inForce.stream().anyMatch(fault -> fault.id().equals(id));
  }

  /**
   * What is wrong with an order, as sentences that begin with the field.
   *
   * @return empty when it is legal
   */
  List<String> check(FaultOrder order) {
    List<String> errors = new ArrayList<>();
    FaultName name = FaultName.of(order.name()).orElse(null);
    if (name == null) {
      errors.add("name must be one of " + String.join(", ", FaultName.wireNames()));
    } else {
      checkParameters(name, order, errors);
    }
    if (order.action() != null && !actions.contains(order.action())) {
      errors.add("action must be one of " + String.join(", ", actions.stream().sorted().toList()));
    } else if (name != null
        && order.action() != null
        && !name.canHit(new CallKey(order.action(), "", "", true))) {
      errors.add("action cannot be hit by " + name.wireName());
    }
    if (order.region() != null && !regions.contains(order.region())) {
      errors.add("region must be one of " + String.join(", ", regions));
    }
    if (order.times() != null && order.times() < 1) {
      errors.add("times must be 1 or more");
    }
    return errors;
  }

  private static void checkParameters(FaultName name, FaultOrder order, List<String> errors) {
    order
        .parameters()
        .forEach(
            (parameter, value) -> {
              FaultName.Rule rule = name.parameters().get(parameter);
              if (rule == null) {
                errors.add("parameters." + parameter + " is none of " + name.wireName());
              } else if (!rule.accepts(value)) {
                errors.add("parameters." + parameter + " must be " + rule.legal());
              }
            });
    name.parameters()
        .forEach(
            (parameter, rule) -> {
              if (rule.required() && !order.parameters().containsKey(parameter)) {
                errors.add("parameters." + parameter + " is required and must be " + rule.legal());
              }
            });
  }

  /**
   * Puts a legal fault in force.
   *
   * @throws IllegalArgumentException when it is not legal, or too many are in force
   */
  FaultInForce add(FaultOrder order) {
    List<String> errors = check(order);
    if (inForce.size() >= LIMIT) {
      errors.add(LIMIT + " faults are in force already; clear some first");
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", errors));
    }
    FaultInForce fault =
        new FaultInForce(
            "fault-" + lastId.incrementAndGet(),
            FaultName.of(order.name()).orElseThrow(),
            order,
            clock.instant());
    inForce.add(fault);
    LOG.info("msg=\"fault in force\" fault={} order=\"{}\"", fault.id(), order);
    return fault;
  }

  /** Clears faults and tells of each; false when there was none with the id. */
  boolean clear(String id, Consumer<String> cleared) {
    boolean found = inForce.removeIf(fault -> fault.id().equals(id));
    if (found) {
      LOG.info("msg=\"fault cleared\" fault={}", id);
      cleared.accept(id);
    }
    return found;
  }

  /** What the faults in force do to a call; counts as a hit of each that does something. */
  Misfortune strike(CallKey call) {
    Misfortune all = Misfortune.NONE;
    boolean hit = false;
    for (FaultInForce fault : inForce) {
      if (fault.concerns(call)
          && !(all.decisive() != null && fault.name().decides())
          && fault.hit(call, clock.instant())) {
        all = all.and(fault);
        hit = true;
      }
    }
    if (hit) {
      inForce.removeIf(FaultInForce::over);
    }
    return all;
  }
}
