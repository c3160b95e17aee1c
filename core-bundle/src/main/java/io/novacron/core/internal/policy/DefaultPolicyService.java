package io.novacron.core.internal.policy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.Page;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.version.PageSize;
import io.novacron.core.internal.version.VersionChange;
import io.novacron.core.internal.version.VersionGuard;
import io.novacron.core.internal.version.VersionedRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Authorises, checks, keeps and audits, and tells the book before it answers. */
public final class DefaultPolicyService implements PolicyService {
  private final VersionedRecords<PolicyContent> records;
  private final VersionGuard guard;
  private final PolicyBook book;
  private final Supplier<Catalog> catalog;

  /**
   * Makes the service.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param book learns of each change
   * @param catalog gives the catalog whose names rules may use
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param keyed answers repeated requests
   * @param clock the time
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultPolicyService(
      Supplier<StateStore> store,
      PolicyBook book,
      Supplier<Catalog> catalog,
      Authorization authorization,
      AuditTrail audit,
      KeyedRequests keyed,
      Clock clock,
      Executor executor) {
    this.book = book;
    this.catalog = catalog;
    records = new VersionedRecords<>(PolicyRecords.KIND, store, keyed, clock);
    guard =
        new VersionGuard(
            Permission.POLICY_READ, Permission.POLICY_WRITE, authorization, audit, executor);
  }

  @Override
  public CompletionStage<Policy> create(
      Caller caller, String name, PolicyContent content, RequestOptions options) {
    return changed(
        caller,
        name,
        options,
        () ->
            records.create(
                caller,
                name,
                content,
                options,
                () -> {
                  PolicyValidator.require(name, content, catalog.get());
                  if (BuiltInPolicies.has(name)) {
                    throw PolicyRecords.PROBLEMS.exists(name);
                  }
                }));
  }

  @Override
  public CompletionStage<Policy> addVersion(
      Caller caller,
      String name,
      PolicyContent content,
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
                () -> {
                  requireChangeable(name);
                  PolicyValidator.require(null, content, catalog.get());
                }));
  }

  @Override
  public CompletionStage<Policy> get(Caller caller, String name, @Nullable Integer version) {
    return guard.one(
        caller,
        name,
        () -> {
          Optional<Policy> builtIn = BuiltInPolicies.find(caller.tenant(), name, version);
          return builtIn.isPresent()
              ? CompletableFuture.completedFuture(builtIn.get())
              : records.get(caller, name, version).thenApply(PolicyRecords::policy);
        });
  }

  @Override
  public CompletionStage<Page<Policy>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return guard.all(
        caller,
        () ->
            records
                .list(caller, pageSize, pageToken)
                .thenApply(
                    page -> {
                      List<Policy> policies =
                          new ArrayList<>(
                              pageToken == null ? BuiltInPolicies.all(caller.tenant()) : List.of());
                      policies.addAll(page.map(PolicyRecords::policy).items());
                      return new Page<>(policies, page.nextPageToken());
                    }));
  }

  @Override
  public CompletionStage<Page<Policy>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return guard.one(
        caller,
        name,
        () -> {
          Optional<Policy> builtIn = BuiltInPolicies.find(caller.tenant(), name);
          return builtIn.isPresent()
              ? CompletableFuture.completedFuture(only(builtIn.get(), pageSize, pageToken))
              : records
                  .versions(caller, name, pageSize, pageToken)
                  .thenApply(page -> page.map(PolicyRecords::policy));
        });
  }

  @Override
  public CompletionStage<Policy> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options) {
    return changed(
        caller,
        name,
        options,
        () ->
            records.delete(caller, name, expectedRevision, options, () -> requireChangeable(name)));
  }

  private CompletionStage<Policy> changed(
      Caller caller,
      String name,
      RequestOptions options,
      Supplier<CompletionStage<VersionChange<PolicyContent>>> work) {
    return guard
        .change(
            caller,
            name,
            options,
            () ->
                work.get()
                    .thenApply(
                        change -> {
                          if (!options.dryRun()) {
                            book.versions().learn(change.value());
                          }
                          return change;
                        }))
        .thenApply(PolicyRecords::policy);
  }

  private static void requireChangeable(String name) {
    if (BuiltInPolicies.has(name)) {
      throw BuiltInPolicies.unchangeable(name);
    }
  }

  private static Page<Policy> only(Policy policy, int pageSize, @Nullable String pageToken) {
    if (pageToken != null) {
      throw new InvalidPageTokenException("a built-in policy has one page of versions");
    }
    PageSize.legal(pageSize);
    return new Page<>(List.of(policy), null);
  }
}
