package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fault in force, counting its hits. Safe for use by many threads. */
final class ActiveFault {
  private final String id;
  private final FaultKind kind;
  private final FaultRequest request;
  private final Instant since;
  private final Map<List<String>, RateLimit> limits = new HashMap<>();
  private long hits;

  ActiveFault(String id, FaultKind kind, FaultRequest request, Instant since) {
    this.id = id;
    this.kind = kind;
    this.request = request;
    this.since = since;
  }

  String id() {
    return id;
  }

  FaultKind kind() {
    return kind;
  }

  boolean concerns(String account, @Nullable String region, Action action) {
    return kind.canHit(action)
        && (request.account() == null || request.account().equals(account))
        && (request.region() == null || request.region().equals(region))
        && (request.action() == null || request.action().equals(action.wireName()));
  }

  /** Counts a hit; false when it has had all its hits, or when its limit lets the call pass. */
  synchronized boolean hit(String account, @Nullable String region, Action action, Instant now) {
    if (request.times() != null && hits >= request.times()) {
      return false;
    }
    if (kind == FaultKind.RATE_LIMIT && passes(account, region, action.callClass(), now)) {
      return false;
    }
    hits++;
    return true;
  }

  private boolean passes(
      String account, @Nullable String region, CallClass callClass, Instant now) {
    String only = parameter("callClass");
    if (only != null && !only.equals(callClass.wireName())) {
      return true;
    }
    double perSecond = number("perSecond");
    double burst = parameter("burst") == null ? perSecond : number("burst");
    return limits
        .computeIfAbsent(
            List.of(account, String.valueOf(region), callClass.wireName()),
            key -> new RateLimit(perSecond, burst, now))
        .allows(now);
  }

  /** Whether it is over by itself. One that holds machines up stays until it is cleared. */
  synchronized boolean over() {
    return kind != FaultKind.STUCK && request.times() != null && hits >= request.times();
  }

  /** The value of a parameter, or what holds without one. */
  @Nullable String parameter(String name) {
    String given = request.parameters().get(name);
    if (given != null) {
      return given;
    }
    FaultKind.Parameter parameter = kind.parameters().get(name);
    return parameter == null ? null : parameter.otherwise();
  }

  long number(String name) {
    String value = parameter(name);
    return value == null ? 0 : Long.parseLong(value);
  }

  synchronized Fault toFault() {
    Integer times = request.times();
    Integer remaining = times == null ? null : (int) Math.max(0, times - hits);
    return new Fault(id, request, since, remaining, hits);
  }
}
