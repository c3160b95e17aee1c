package io.novacron.core.internal.budget;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetContent;
import io.novacron.api.budget.BudgetUsage;
import io.novacron.core.internal.version.VersionProblems;
import io.novacron.core.internal.version.Versioned;
import io.novacron.core.internal.version.VersionedKind;
import org.jspecify.annotations.Nullable;

/** Budgets as things with versions. */
public final class BudgetRecords {
  /** What they are as things with versions. */
  public static final VersionedKind<BudgetContent> KIND =
      new VersionedKind<>("budget", "budgets", BudgetContent.class);

  static final VersionProblems PROBLEMS = new VersionProblems(KIND);

  private BudgetRecords() {}

  static Budget budget(Versioned<BudgetContent> kept, @Nullable BudgetUsage usage) {
    return new Budget(
        kept.name(),
        kept.tenant(),
        kept.version(),
        kept.latest(),
        kept.deleted(),
        kept.content(),
        usage,
        kept.createdAt(),
        kept.createdBy(),
        kept.revision());
  }
}
