package io.novacron.core.internal.budget;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineState;
import io.novacron.core.internal.census.MachineFollower;
import io.novacron.core.internal.version.VersionBook;
import io.novacron.core.internal.version.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps machines to the budgets. It begins to count machines when there is the first budget, so
 * that nothing is paid where there is none. Safe for use by many threads; nothing waits.
 */
public final class BudgetControl extends MachineFollower {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final VersionBook<BudgetContent> book = new VersionBook<>();
  private final SpendingLedger ledger = new SpendingLedger();

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

  @Override
  protected boolean wanted() {
    return !book.isEmpty();
  }

  @Override
  protected void know(Machine machine, long revision, Set<String> ended) {
    ledger.learn(machine.tenant(), machine.id(), revision, Commitment.of(machine), ended::contains);
    if (machine.status().state() == MachineState.DELETED
        && mayForget(machine.tenant(), machine.id())) {
      ledger.forget(machine.tenant(), machine.id());
    }
  }

  @Override
  protected void ended(String tenant, String machine, Set<String> operations) {
    operations.forEach(operation -> ledger.release(tenant, machine, operation));
  }

  @Override
  protected void absent(String tenant, String machine) {
    ledger.remove(tenant, machine);
  }

  @Override
  protected void clear() {
    ledger.clear();
  }

  /** Whether all is known that a change of a machine is held to. */
  public boolean isReady() {
    return book.isLoaded() && (isComplete() || book.isEmpty());
  }

  SpendingLedger.@Nullable Used used(Versioned<BudgetContent> budget) {
    return isComplete() ? ledger.used(budget) : null;
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
    if (!isComplete()) {
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
}
