package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.RateLimit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A fault in force, counting its hits. Safe for use by many threads. */
final class FaultInForce {
  private final String id;
  private final FaultName name;
  private final FaultOrder order;
  private final Instant since;
  private final Map<List<String>, RateLimit> limits = new HashMap<>();
  private long hits;

  FaultInForce(String id, FaultName name, FaultOrder order, Instant since) {
    this.id = id;
    this.name = name;
    this.order = order;
    this.since = since;
  }

  String id() {
    return id;
  }

  FaultName name() {
    return name;
  }

  FaultOrder order() {
    return order;
  }

  Instant since() {
    return since;
  }

  synchronized long hits() {
    return hits;
  }

  boolean concerns(CallKey call) {
    return name.canHit(call) && order.concerns(call);
  }

  /** Counts a hit; false when it has had all its hits, or when its limit lets the call pass. */
  synchronized boolean hit(CallKey call, Instant now) {
    if (order.times() != null && hits >= order.times()) {
      return false;
    }
    if (name == FaultName.RATE_LIMIT && passes(call, now)) {
      return false;
    }
    hits++;
    return true;
  }

  private boolean passes(CallKey call, Instant now) {
    String sort = call.mutating() ? "change" : "read";
    String only = text("calls");
    if (!only.equals("all") && !only.equals(sort)) {
      return true;
    }
    double perSecond = number("perSecond");
    double burst = text("burst").isEmpty() ? perSecond : number("burst");
    return limits
        .computeIfAbsent(List.of(call.region(), sort), key -> new RateLimit(perSecond, burst, now))
        .allows(now);
  }

  /** Whether it is over by itself. One that holds machines up stays until it is cleared. */
  synchronized boolean over() {
    return name != FaultName.STUCK && order.times() != null && hits >= order.times();
  }

  /** The value of a parameter, or what holds without one; empty text for nothing. */
  String text(String parameter) {
    String given = order.parameters().get(parameter);
    if (given != null) {
      return given;
    }
    FaultName.Rule rule = name.parameters().get(parameter);
    return rule == null ? "" : rule.otherwise();
  }

  long number(String parameter) {
    String value = text(parameter);
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }
}
