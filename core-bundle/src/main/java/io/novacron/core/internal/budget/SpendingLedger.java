package io.novacron.core.internal.budget;

import io.novacron.api.budget.BudgetContent;
import io.novacron.core.internal.version.Versioned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What every machine is committed to cost, with running sums for each budget. A change that is
 * being accepted holds its new price from before it is recorded until the record says the same, so
 * that changes side by side cannot exceed a budget together. Safe for use by many threads; a lock
 * is held for some additions only, but for the first use of a budget's version, which goes through
 * the machines of its tenant once.
 */
final class SpendingLedger {
  private final Map<String, Map<String, Entry>> tenants = new HashMap<>();
  private final Map<String, Map<String, Sum>> sums = new HashMap<>();

  /** Forgets everything. */
  synchronized void clear() {
    tenants.clear();
    sums.clear();
  }

  /**
   * A machine as its record says; an older revision than the one known changes nothing.
   *
   * @param commitment what it costs; absent when it costs nothing any more
   * @param settles whether a price that is held for an operation is to be let go
   */
  synchronized void learn(
      String tenant,
      String machine,
      long revision,
      @Nullable Commitment commitment,
      Predicate<String> settles) {
    Entry old = entry(tenant, machine);
    if (old != null && old.revision >= revision) {
      return;
    }
    Hold hold = old == null ? null : old.hold;
    boolean settled =
        hold != null && (hold.commitment.equals(commitment) || settles.test(hold.operation));
    replace(tenant, machine, old, new Entry(revision, commitment, settled ? null : hold));
  }

  /** A machine is gone for good, and nothing older will be told of it. */
  synchronized void forget(String tenant, String machine) {
    replace(tenant, machine, entry(tenant, machine), null);
  }

  /** Nothing is recorded under an id, and nothing will be. */
  synchronized void remove(String tenant, String machine) {
    Entry old = entry(tenant, machine);
    if (old != null && old.revision == 0) {
      replace(tenant, machine, old, null);
    }
  }

  /**
   * Holds what a machine will cost, if all budgets that cover it allow that.
   *
   * @param budgets the budgets of the tenant
   * @param operation the operation that will change the machine
   * @return the first budget that does not allow it, nothing then being held; absent when it is
   *     held
   */
  synchronized @Nullable Excess hold(
      List<Versioned<BudgetContent>> budgets,
      String tenant,
      String machine,
      String operation,
      Commitment wanted) {
    Excess excess = excess(budgets, tenant, machine, wanted);
    if (excess == null) {
      Entry old = entry(tenant, machine);
      replace(
          tenant,
          machine,
          old,
          new Entry(
              old == null ? 0 : old.revision,
              old == null ? null : old.recorded,
              new Hold(operation, wanted)));
    }
    return excess;
  }

  /** The first budget that would not allow what a machine would cost; absent for none. */
  synchronized @Nullable Excess excess(
      List<Versioned<BudgetContent>> budgets, String tenant, String machine, Commitment wanted) {
    Entry now = entry(tenant, machine);
    for (Versioned<BudgetContent> budget : budgets) {
      if (wanted.coveredBy(budget.content())) {
        Sum sum = sum(budget);
        long own = now == null ? 0 : now.micros(budget.content());
        long others = sum.micros - own;
        if (wanted.micros() > own && wanted.micros() > sum.limit - others) {
          return new Excess(budget, others, own, wanted.micros(), sum.machines);
        }
      }
    }
    return null;
  }

  /** Lets go of what is held for an operation that will not be recorded. */
  synchronized void release(String tenant, String machine, String operation) {
    Entry old = entry(tenant, machine);
    if (old != null && old.hold != null && old.hold.operation.equals(operation)) {
      replace(
          tenant,
          machine,
          old,
          old.revision == 0 ? null : new Entry(old.revision, old.recorded, null));
    }
  }

  /** What is used of a budget. */
  synchronized Used used(Versioned<BudgetContent> budget) {
    Sum sum = sum(budget);
    return new Used(sum.micros, sum.machines, sum.unpriced);
  }

  private @Nullable Entry entry(String tenant, String machine) {
    Map<String, Entry> own = tenants.get(tenant);
    return own == null ? null : own.get(machine);
  }

  private void replace(
      String tenant, String machine, @Nullable Entry old, @Nullable Entry replacement) {
    Map<String, Entry> own = tenants.computeIfAbsent(tenant, first -> new HashMap<>());
    if (replacement == null) {
      own.remove(machine);
    } else {
      own.put(machine, replacement);
    }
    for (Sum sum : sums.getOrDefault(tenant, Map.of()).values()) {
      sum.add(old, -1);
      sum.add(replacement, 1);
    }
  }

  private Sum sum(Versioned<BudgetContent> budget) {
    Map<String, Sum> own = sums.computeIfAbsent(budget.tenant(), first -> new HashMap<>());
    Sum known = own.get(budget.name());
    if (known != null && known.revision == budget.revision()) {
      return known;
    }
    Sum fresh = new Sum(budget);
    for (Entry entry : tenants.getOrDefault(budget.tenant(), Map.of()).values()) {
      fresh.add(entry, 1);
    }
    own.put(budget.name(), fresh);
    return fresh;
  }

  /**
   * Why a budget does not allow something, in millionths of a US dollar per hour.
   *
   * @param budget the budget
   * @param others what all other machines that it covers cost
   * @param own what the machine costs now
   * @param wanted what it would cost
   * @param machines how many machines are covered now
   */
  record Excess(
      Versioned<BudgetContent> budget, long others, long own, long wanted, int machines) {}

  /**
   * What is used of a budget.
   *
   * @param micros millionths of a US dollar per hour
   * @param machines how many machines are covered
   * @param unpriced how many of those have no known price
   */
  record Used(long micros, int machines, int unpriced) {}

  private record Hold(String operation, Commitment commitment) {}

  /** A machine: as recorded, and as it is about to be; it counts as the dearer of the two. */
  private record Entry(long revision, @Nullable Commitment recorded, @Nullable Hold hold) {
    long micros(BudgetContent budget) {
      return Math.max(
          micros(recorded, budget), micros(hold == null ? null : hold.commitment, budget));
    }

    private static long micros(@Nullable Commitment commitment, BudgetContent budget) {
      return commitment != null && commitment.coveredBy(budget) ? commitment.micros() : 0;
    }

    @Nullable Commitment covered(BudgetContent budget) {
      Commitment held = hold == null ? null : hold.commitment;
      if (held != null && held.coveredBy(budget)) {
        return held;
      }
      return recorded != null && recorded.coveredBy(budget) ? recorded : null;
    }
  }

  /** A running sum; guarded by the ledger. */
  private static final class Sum {
    private final BudgetContent content;
    private final long revision;
    private final long limit;
    private long micros;
    private int machines;
    private int unpriced;

    Sum(Versioned<BudgetContent> budget) {
      content = budget.content();
      revision = budget.revision();
      limit = BudgetAmounts.limitMicros(content);
    }

    void add(@Nullable Entry entry, int sign) {
      Commitment covered = entry == null ? null : entry.covered(content);
      if (entry != null && covered != null) {
        micros += sign * entry.micros(content);
        machines += sign;
        unpriced += covered.priced() ? 0 : sign;
      }
    }
  }
}
