package io.novacron.shell.internal;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetContent;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.budget.BudgetUsage;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps versions in memory. */
final class FakeBudgets implements BudgetService {
  private final Map<String, List<Budget>> budgets = new TreeMap<>();

  @Override
  public synchronized CompletionStage<Budget> create(
      Caller caller, String name, BudgetContent content, RequestOptions options) {
    if (budgets.containsKey(name)) {
      return failed(Problem.builder("budget-exists", Category.CONFLICT, "It is there."));
    }
    return add(name, content, options);
  }

  @Override
  public synchronized CompletionStage<Budget> addVersion(
      Caller caller,
      String name,
      BudgetContent content,
      @Nullable Long expectedRevision,
      RequestOptions options) {
    List<Budget> versions = budgets.get(name);
    if (versions == null) {
      return failed(absent());
    }
    if (expectedRevision != null && expectedRevision != versions.size()) {
      return failed(Problem.builder("revision-mismatch", Category.CONFLICT, "It has moved on."));
    }
    return add(name, content, options);
  }

  private CompletionStage<Budget> add(String name, BudgetContent content, RequestOptions options) {
    List<Budget> versions = budgets.getOrDefault(name, List.of());
    int number = versions.size() + 1;
    Budget made =
        new Budget(
            name,
            "default",
            number,
            number,
            false,
            content,
            new BudgetUsage(new BigDecimal("0.3440"), new BigDecimal("1.6560"), 2, 0),
            Instant.parse("2026-11-23T10:00:00Z"),
            "admin",
            number);
    if (!options.dryRun()) {
      budgets.computeIfAbsent(name, first -> new ArrayList<>()).add(made);
    }
    return CompletableFuture.completedFuture(made);
  }

  @Override
  public synchronized CompletionStage<Budget> get(
      Caller caller, String name, @Nullable Integer version) {
    List<Budget> versions = budgets.get(name);
    if (versions == null || (version != null && version > versions.size())) {
      return failed(absent());
    }
    return CompletableFuture.completedFuture(
        versions.get((version == null ? versions.size() : version) - 1));
  }

  @Override
  public synchronized CompletionStage<Page<Budget>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new Page<>(budgets.values().stream().map(all -> all.get(all.size() - 1)).toList(), null));
  }

  @Override
  public synchronized CompletionStage<Page<Budget>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new Page<>(budgets.getOrDefault(name, List.of()), null));
  }

  @Override
  public synchronized CompletionStage<Budget> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options) {
    List<Budget> versions = budgets.get(name);
    if (versions == null) {
      return failed(absent());
    }
    if (!options.dryRun()) {
      budgets.remove(name);
    }
    return CompletableFuture.completedFuture(versions.get(versions.size() - 1));
  }

  private static Problem.Builder absent() {
    return Problem.builder("budget-not-found", Category.NOT_FOUND, "There is none.");
  }

  private static <T> CompletionStage<T> failed(Problem.Builder problem) {
    return CompletableFuture.failedFuture(problem.toException());
  }
}
