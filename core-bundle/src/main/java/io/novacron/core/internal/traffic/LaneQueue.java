package io.novacron.core.internal.traffic;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait in one lane of an account. Tenants take turns; a tenant's own calls go in the
 * order of the journal, but those of a budget that is exhausted hold up no others. Not safe for use
 * by many threads.
 */
final class LaneQueue {
  private static final Comparator<PendingCall> ORDER =
      Comparator.comparing((PendingCall call) -> call.ticket().order())
          .thenComparingLong(PendingCall::number);

  /** Tenants with calls that wait, the one whose turn is next first. */
  private final Map<String, Map<BudgetKey, TreeSet<PendingCall>>> tenants = new LinkedHashMap<>();

  private final Map<BudgetKey, Integer> waiting = new HashMap<>();
  private int size;

  int size() {
    return size;
  }

  /** How many wait for a budget. */
  int size(BudgetKey budget) {
    return waiting.getOrDefault(budget, 0);
  }

  void add(PendingCall call) {
    BudgetKey budget = BudgetKey.of(call.ticket());
    tenants
        .computeIfAbsent(call.ticket().tenant(), name -> new HashMap<>())
        .computeIfAbsent(budget, key -> new TreeSet<>(ORDER))
        .add(call);
    waiting.merge(budget, 1, Integer::sum);
    size++;
  }

  /** Whether a call waits for a budget that is open. */
  boolean ready(Predicate<BudgetKey> open) {
    for (BudgetKey budget : waiting.keySet()) {
      if (open.test(budget)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes out the call whose turn it is among those whose budget is open.
   *
   * @return null when there is none
   */
  @Nullable PendingCall take(Predicate<BudgetKey> open) {
    for (Map.Entry<String, Map<BudgetKey, TreeSet<PendingCall>>> tenant : tenants.entrySet()) {
      PendingCall first = null;
      for (Map.Entry<BudgetKey, TreeSet<PendingCall>> calls : tenant.getValue().entrySet()) {
        if (open.test(calls.getKey())) {
          PendingCall candidate = calls.getValue().first();
          first = first == null || ORDER.compare(candidate, first) < 0 ? candidate : first;
        }
      }
      if (first != null) {
        Map<BudgetKey, TreeSet<PendingCall>> rest = tenant.getValue();
        remove(first);
        if (!rest.isEmpty()) {
          // To the end of the round.
          tenants.remove(tenant.getKey());
          tenants.put(first.ticket().tenant(), rest);
        }
        return first;
      }
    }
    return null;
  }

  /** Takes out a call that waits. */
  void remove(PendingCall call) {
    String tenant = call.ticket().tenant();
    BudgetKey budget = BudgetKey.of(call.ticket());
    Map<BudgetKey, TreeSet<PendingCall>> ofTenant = Objects.requireNonNull(tenants.get(tenant));
    TreeSet<PendingCall> calls = Objects.requireNonNull(ofTenant.get(budget));
    if (!calls.remove(call)) {
      throw new IllegalStateException("a call that waits is in no queue: " + call.ticket());
    }
    if (calls.isEmpty()) {
      ofTenant.remove(budget);
      if (ofTenant.isEmpty()) {
        tenants.remove(tenant);
      }
    }
    waiting.computeIfPresent(budget, (key, count) -> count == 1 ? null : count - 1);
    size--;
  }
}
