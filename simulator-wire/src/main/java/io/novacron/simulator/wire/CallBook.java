package io.novacron.simulator.wire;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls received since the process began or the counts were reset. Thread-safe. */
final class CallBook {
  private static final int UNKNOWN_LIMIT = 1_000;

  private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> receivedByRegion = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<String> unknown = new ConcurrentSkipListSet<>();

  /** A call arrived, whatever becomes of it. */
  void received(CallKey call) {
    count(received, call.action());
    count(receivedByRegion, call.region());
  }

  /** A call was refused. */
  void refused(String action, String code) {
    count(refused, action + " " + code);
  }

  /** A caller used something that is not simulated. */
  void unknown(String action, String what) {
    if (unknown.size() < UNKNOWN_LIMIT) {
      unknown.add(action + ": " + what);
    }
  }

  void reset() {
    received.clear();
    receivedByRegion.clear();
    refused.clear();
    unknown.clear();
  }

  Map<String, Object> toJson() {
    return new TreeMap<>(
        Map.of(
            "total", received.values().stream().mapToLong(LongAdder::sum).sum(),
            "byAction", sums(received),
            "byRegion", sums(receivedByRegion),
            "refused", sums(refused),
            "notSimulated", List.copyOf(unknown)));
  }

  private static void count(Map<String, LongAdder> counts, String key) {
    counts.computeIfAbsent(key, absent -> new LongAdder()).increment();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }
}
