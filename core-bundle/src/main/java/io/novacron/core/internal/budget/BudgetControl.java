package io.novacron.core.internal.budget;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Machine;
import io.novacron.api.operation.Operation;
import io.novacron.core.internal.operation.Change;
import io.novacron.core.internal.operation.ChangeListener;
import io.novacron.core.internal.version.VersionBook;
import io.novacron.core.internal.version.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps machines to the budgets. It begins to count machines when there is the first budget, so
 * that nothing is paid where there is none. Safe for use by many threads; nothing waits.
 */
public final class BudgetControl implements ChangeListener {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final VersionBook<BudgetContent> book = new VersionBook<>();
  private final SpendingLedger ledger = new SpendingLedger();
  private final Set<Doubt> doubts = ConcurrentHashMap.newKeySet();
  private volatile boolean counting;
  private volatile boolean counted;
  private volatile @Nullable Supplier<CompletionStage<Void>> counter;

  /** The budgets of all tenants, which this learns of. */
  public VersionBook<BudgetContent> book() {
    return book;
  }

  /**
   * Holds what a machine will cost from now on, until its record says so or the operation ends.
   * Holding again for the same machine replaces what was held.
   *
   * @param machine as it will be
   * @param operation id of the operation that makes it so
   * @throws ProblemException QUOTA (code {@code budget-exceeded}) with the budget that does not
   *     allow it, nothing then being held; UNAVAILABLE while machines have not been counted
   */
  public void hold(Machine machine, String operation) {
    apply(
        machine,
        (budgets, commitment) ->
            ledger.hold(budgets, machine.tenant(), machine.id(), operation, commitment));
  }

  /**
   * Refuses what {@link #hold} would refuse, and holds nothing.
   *
   * @param machine as it would be
   * @throws ProblemException as for {@link #hold}
   */
  public void check(Machine machine) {
    apply(
        machine,
        (budgets, commitment) ->
            ledger.excess(budgets, machine.tenant(), machine.id(), commitment));
  }

  /** Lets go of what is held for an operation that certainly is not recorded. */
  public void release(String tenant, String machine, String operation) {
    ledger.release(tenant, machine, operation);
  }

  /** A record of a machine, as it is in the store; an older one than known changes nothing. */
  public void learn(Machine machine) {
    learn(machine, machine.revision(), operation -> false);
  }

  private void learn(Machine machine, long revision, Predicate<String> settles) {
    if (counting) {
      ledger.learn(machine.tenant(), machine.id(), revision, Commitment.of(machine), settles);
    }
  }

  @Override
  public void committed(Change change) {
    Machine machine = change.machine();
    if (machine != null && counting) {
      Set<String> ended =
          change.operations().stream()
              .map(Change.OperationChange::after)
              .filter(Operation::done)
              .map(Operation::id)
              .collect(Collectors.toSet());
      boolean written = change.machineBefore() == null || !machine.equals(change.machineBefore());
      if (written) {
        learn(machine, machine.revision() + 1, ended::contains);
      } else {
        ended.forEach(operation -> ledger.release(machine.tenant(), machine.id(), operation));
      }
    }
  }

  @Override
  public void doubtful(Change change) {
    Machine machine = change.machine();
    if (machine != null && counting) {
      doubts.add(new Doubt(machine.tenant(), machine.id()));
    }
  }

  /** What counts machines while there is a store; absent while there is none. */
  void countBy(@Nullable Supplier<CompletionStage<Void>> work) {
    counter = work;
  }

  /** Completes when all machines are counted; fails when they cannot be now. */
  CompletionStage<Void> ready() {
    Supplier<CompletionStage<Void>> work = counter;
    return work == null ? CompletableFuture.failedFuture(notRead()) : work.get();
  }

  /** Whether there are budgets, so that machines are to be counted. */
  boolean wanted() {
    return !book.isEmpty();
  }

  /** From now on every change of a machine is followed. */
  void beginCounting() {
    counting = true;
  }

  /** All machines of the store are known. */
  void counted() {
    counted = true;
  }

  /** Whether all is known that a change of a machine is held to. */
  public boolean isReady() {
    return book.isLoaded() && (counted || book.isEmpty());
  }

  /** The store has gone, and another may come. */
  void forget() {
    counted = false;
    counting = false;
    doubts.clear();
    ledger.clear();
  }

  /** Machines of which it is not known whether a write was applied. */
  List<Doubt> doubts() {
    return List.copyOf(doubts);
  }

  /** A doubt is over: what the store has was learnt. */
  void settle(Doubt doubt, boolean there) {
    doubts.remove(doubt);
    if (!there) {
      ledger.remove(doubt.tenant, doubt.machine);
    }
  }

  SpendingLedger.@Nullable Used used(Versioned<BudgetContent> budget) {
    return counted ? ledger.used(budget) : null;
  }

  private void apply(Machine machine, Attempt attempt) {
    Commitment commitment = Commitment.of(machine);
    if (!book.isLoaded()) {
      throw notRead();
    }
    List<Versioned<BudgetContent>> budgets = book.all(machine.tenant());
    if (commitment == null || budgets.isEmpty()) {
      return;
    }
    if (!counted) {
      throw notRead();
    }
    SpendingLedger.Excess excess = attempt.on(budgets, commitment);
    if (excess != null) {
      throw exceeded(excess);
    }
  }

  private static ProblemException notRead() {
    return Problem.builder(
            "budgets-not-read",
            Category.UNAVAILABLE,
            "The budgets and what machines cost have not been read yet.")
        .retryAfter(SOON)
        .nextStep("Wait a moment and ask again.")
        .toException();
  }

  private static ProblemException exceeded(SpendingLedger.Excess excess) {
    BudgetContent content = excess.budget().content();
    BudgetContent.Period period = content.period();
    String name = excess.budget().name();
    long left = BudgetAmounts.limitMicros(content) - excess.others();
    String cheaper =
        left > 0
            ? "Ask for a machine of at most "
                + BudgetAmounts.perPeriod(left, BudgetContent.Period.HOUR)
                + " (placement.maxPricePerHour), delete some that it covers, or have the budget"
                + " raised (novacron:budget-update)."
            : "Delete machines that it covers, or have the budget raised (novacron:budget-update).";
    return Problem.builder(
            "budget-exceeded",
            Category.QUOTA,
            "The budget "
                + name
                + " allows "
                + BudgetAmounts.limit(content)
                + " for "
                + scope(content)
                + "; "
                + BudgetAmounts.perPeriod(excess.others() + excess.own(), period)
                + " is committed to "
                + excess.machines()
                + (excess.machines() == 1 ? " machine" : " machines")
                + ", and this would add "
                + BudgetAmounts.perPeriod(excess.wanted() - excess.own(), period)
                + ".")
        .nextStep(cheaper)
        .toException();
  }

  private static String scope(BudgetContent content) {
    String account = content.account();
    String labels =
        content.labels().entrySet().stream()
            .map(Map.Entry::toString)
            .collect(Collectors.joining(","));
    String where = account == null ? "" : " in account " + account;
    return labels.isEmpty()
        ? (account == null ? "all machines" : "machines" + where)
        : "machines" + where + " with label " + labels;
  }

  private interface Attempt {
    SpendingLedger.@Nullable Excess on(
        List<Versioned<BudgetContent>> budgets, Commitment commitment);
  }

  /** A machine whose last write may or may not have been applied. */
  record Doubt(String tenant, String machine) {}
}
