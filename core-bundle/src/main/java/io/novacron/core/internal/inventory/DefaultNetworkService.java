package io.novacron.core.internal.inventory;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.CloudQuestions;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.Traffic;
import io.novacron.core.internal.version.PageSize;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks clouds for their networks and security groups. Safe for use by many threads. */
public final class DefaultNetworkService implements NetworkService {
  private final AccountService accounts;
  private final ProviderDirectory providers;
  private final CloudCalls calls;
  private final Supplier<OperationSettings> settings;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param accounts shows callers their accounts
   * @param providers which provider serves which account
   * @param traffic says when calls may be made
   * @param settings limits of calls
   * @param clock the time
   * @param timer ends waits
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultNetworkService(
      AccountService accounts,
      ProviderDirectory providers,
      Traffic traffic,
      Supplier<OperationSettings> settings,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.accounts = accounts;
    this.providers = providers;
    this.calls = new CloudCalls(providers, traffic, settings, clock, timer);
    this.settings = settings;
    this.executor = executor;
  }

  @Override
  public CompletionStage<NetworkPage> networks(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken) {
    return list(
        caller,
        account,
        region,
        pageSize,
        pageToken,
        Networks::list,
        (page, position) ->
            position.part(
                page.networks(),
                page.nextPageToken(),
                pageSize,
                (items, next) -> new NetworkPage(items, next, page.completeness())));
  }

  @Override
  public CompletionStage<SecurityGroupPage> securityGroups(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken) {
    return list(
        caller,
        account,
        region,
        pageSize,
        pageToken,
        Networks::listSecurityGroups,
        (page, position) ->
            position.part(
                page.securityGroups(),
                page.nextPageToken(),
                pageSize,
                (items, next) -> new SecurityGroupPage(items, next, page.completeness())));
  }

  private <P> CompletionStage<P> list(
      Caller caller,
      String account,
      String region,
      int pageSize,
      @Nullable String pageToken,
      Listing<P> listing,
      BiFunction<P, PagePosition, P> part) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          checkRegion(accounts.get(caller, account), region);
          PageSize.legal(pageSize);
          PagePosition position = PagePosition.of(pageToken);
          return CloudQuestions.served(providers, account)
              .thenCompose(
                  served -> {
                    checkSupported(served, account);
                    return calls.call(
                        CloudCalls.interactive(
                            account, region, caller.tenant(), caller.requestId()),
                        settings.get().callTimeout(),
                        (provider, context) ->
                            provider
                                .networks()
                                .map(
                                    facet ->
                                        listing.page(facet, context, region, position.cloudToken()))
                                .orElseGet(DefaultNetworkService::lacking));
                  })
              .thenApply(
                  answer -> part.apply(CloudQuestions.answer(answer.outcome(), account), position));
        });
  }

  /** Which regions an account has is not known before its cloud told; then the cloud answers. */
  private static void checkRegion(Account account, String region) {
    List<String> regions = account.regions();
    if (!regions.isEmpty() && !regions.contains(region)) {
      throw Problem.builder(
              "invalid-parameter",
              Category.INVALID,
              "Account " + account.name() + " has no such region.")
          .error("region", "must be one of " + String.join(", ", regions))
          .nextStep("Name a region of the account and ask again.")
          .toException();
    }
  }

  private static void checkSupported(ProviderDirectory.Served served, String account) {
    Optional<String> absence = served.absence(Capability.NETWORKS);
    if (absence.isPresent()) {
      throw Problem.builder("unsupported-action", Category.UNSUPPORTED, absence.get())
          .scope("account " + account)
          .nextStep("See the account's capabilities.")
          .toException();
    }
  }

  /** What comes of a call whose turn came when the provider had been replaced by one without. */
  private static <P> CompletionStage<Outcome<P>> lacking() {
    return CompletableFuture.completedFuture(
        new Outcome.Failed<>(
            ProviderError.of(
                Category.UNSUPPORTED, "the provider of the account knows no networks now")));
  }

  /** Asks for a page of the cloud. */
  @FunctionalInterface
  private interface Listing<P> {
    CompletionStage<Outcome<P>> page(
        Networks facet, CallContext context, String region, @Nullable String pageToken);
  }
}
