package io.novacron.api.budget;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Budgets, for the faces. Authorises the caller and keeps an audit record of every change before it
 * answers. Methods return at once and are safe for use by many threads; stages fail with a {@link
 * io.novacron.api.error.ProblemException}: INVALID with the wrong fields, DENIED, NOT_FOUND,
 * CONFLICT, or UNAVAILABLE while the state store is not there.
 */
public interface BudgetService {
  /**
   * Makes a budget. Its first version is 1, or the next number where a budget of the name was
   * deleted. The machines that there are may cost more already; then it only refuses more.
   *
   * @param options how it is asked for; a dry run gives the version that there would be
   * @return its first version; CONFLICT (code {@code budget-exists}) when the name is taken
   */
  CompletionStage<Budget> create(
      Caller caller, String name, BudgetContent content, RequestOptions options);

  /** Makes a budget, without an idempotency key. */
  default CompletionStage<Budget> create(Caller caller, String name, BudgetContent content) {
    return create(caller, name, content, RequestOptions.NONE);
  }

  /**
   * Adds a version, which becomes the latest and applies to the next change of a machine. Content
   * that is equal to the latest version's adds none and gives that one, so that a repeated request
   * does no harm.
   *
   * @param expectedRevision revision that the budget must have, or absent for any; another is
   *     CONFLICT (code {@code revision-mismatch})
   * @param options how it is asked for; a dry run gives the version that there would be
   */
  CompletionStage<Budget> addVersion(
      Caller caller,
      String name,
      BudgetContent content,
      @Nullable Long expectedRevision,
      RequestOptions options);

  /** Adds a version, without an idempotency key. */
  default CompletionStage<Budget> addVersion(
      Caller caller, String name, BudgetContent content, @Nullable Long expectedRevision) {
    return addVersion(caller, name, content, expectedRevision, RequestOptions.NONE);
  }

  /**
   * One version of a budget.
   *
   * @param version number of the version, also of a deleted budget; absent for the latest of one
   *     that is not deleted
   */
  CompletionStage<Budget> get(Caller caller, String name, @Nullable Integer version);

  /** Lists the latest versions of the budgets that are not deleted, by name. */
  CompletionStage<Page<Budget>> list(Caller caller, int pageSize, @Nullable String pageToken);

  /** Lists the versions of one budget, newest first. */
  CompletionStage<Page<Budget>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken);

  /**
   * Deletes a budget: it refuses nothing any more. Its versions stay, so that refusals can be
   * understood later, and their numbers are never used again.
   *
   * @param expectedRevision as in {@link #addVersion}
   * @param options how it is asked for
   * @return its latest version as it is once the budget is deleted, or would be
   */
  CompletionStage<Budget> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options);

  /** Deletes a budget, without an idempotency key. */
  default CompletionStage<Budget> delete(
      Caller caller, String name, @Nullable Long expectedRevision) {
    return delete(caller, name, expectedRevision, RequestOptions.NONE);
  }
}
