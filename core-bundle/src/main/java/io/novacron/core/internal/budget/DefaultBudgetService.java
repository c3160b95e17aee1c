package io.novacron.core.internal.budget;

import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetContent;
import io.novacron.api.budget.BudgetService;
import io.novacron.api.budget.BudgetUsage;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Page;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.version.VersionChange;
import io.novacron.core.internal.version.VersionGuard;
import io.novacron.core.internal.version.Versioned;
import io.novacron.core.internal.version.VersionedRecords;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Authorises, checks, keeps and audits, and tells the control of budgets before it answers. */
public final class DefaultBudgetService implements BudgetService {
  private final VersionedRecords<BudgetContent> records;
  private final VersionGuard guard;
  private final BudgetControl control;

  /**
   * Makes the service.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param control keeps to the budgets and learns of each change
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param keyed answers repeated requests
   * @param clock the time
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultBudgetService(
      Supplier<StateStore> store,
      BudgetControl control,
      Authorization authorization,
      AuditTrail audit,
      KeyedRequests keyed,
      Clock clock,
      Executor executor) {
    this.control = control;
    records = new VersionedRecords<>(BudgetRecords.KIND, store, keyed, clock);
    guard =
        new VersionGuard(
            Permission.BUDGET_READ, Permission.BUDGET_WRITE, authorization, audit, executor);
  }

  @Override
  public CompletionStage<Budget> create(
      Caller caller, String name, BudgetContent content, RequestOptions options) {
    return changed(
        caller,
        name,
        options,
        () ->
            records.create(
                caller, name, content, options, () -> BudgetValidator.require(name, content)));
  }

  @Override
  public CompletionStage<Budget> addVersion(
      Caller caller,
      String name,
      BudgetContent content,
      @Nullable Long expectedRevision,
      RequestOptions options) {
    return changed(
        caller,
        name,
        options,
        () ->
            records.addVersion(
                caller,
                name,
                content,
                expectedRevision,
                options,
                () -> BudgetValidator.require(null, content)));
  }

  @Override
  public CompletionStage<Budget> get(Caller caller, String name, @Nullable Integer version) {
    return guard.one(
        caller, name, () -> records.get(caller, name, version).thenApply(this::budget));
  }

  @Override
  public CompletionStage<Page<Budget>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return guard.all(
        caller,
        () -> records.list(caller, pageSize, pageToken).thenApply(page -> page.map(this::budget)));
  }

  @Override
  public CompletionStage<Page<Budget>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return guard.one(
        caller,
        name,
        () ->
            records
                .versions(caller, name, pageSize, pageToken)
                .thenApply(page -> page.map(this::budget)));
  }

  @Override
  public CompletionStage<Budget> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options) {
    return changed(
        caller,
        name,
        options,
        () -> records.delete(caller, name, expectedRevision, options, () -> {}));
  }

  /** Machines are counted before the answer, so that whoever has it is held to the budget. */
  private CompletionStage<Budget> changed(
      Caller caller,
      String name,
      RequestOptions options,
      Supplier<CompletionStage<VersionChange<BudgetContent>>> work) {
    return guard
        .change(
            caller,
            name,
            options,
            () ->
                work.get()
                    .thenCompose(
                        change -> {
                          if (options.dryRun()) {
                            return CompletableFuture.completedFuture(change);
                          }
                          control.book().learn(change.value());
                          return change.value().deleted()
                              ? CompletableFuture.completedFuture(change)
                              : control.completed().handle((counted, failure) -> change);
                        }))
        .thenApply(this::budget);
  }

  private Budget budget(Versioned<BudgetContent> kept) {
    boolean inForce = !kept.deleted() && kept.version() == kept.latest();
    SpendingLedger.Used used = inForce ? control.used(kept) : null;
    BudgetUsage usage = used == null ? null : BudgetAmounts.usage(kept.content(), used);
    return BudgetRecords.budget(kept, usage);
  }
}
