package io.novacron.core.internal.inventory;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.CallTicket;
import io.novacron.core.internal.traffic.PendingCall;
import io.novacron.core.internal.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Calls to clouds that are made for no operation on a machine. They wait for their turn in the lane
 * and for the budget of their account, as all others do. Safe for use by many threads.
 */
final class CloudCalls {
  private final ProviderDirectory providers;
  private final Traffic traffic;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;
  private final Timer timer;

  CloudCalls(
      ProviderDirectory providers,
      Traffic traffic,
      Supplier<OperationSettings> settings,
      Clock clock,
      Timer timer) {
    this.providers = providers;
    this.traffic = traffic;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
  }

  /** Whether a provider serves an account. */
  boolean served(String account) {
    return providers.find(account).isPresent();
  }

  /**
   * Why the provider of an account cannot do something, as a sentence; empty when it can, or none
   * serves the account.
   */
  Optional<String> absence(String account, Capability capability) {
    return providers.find(account).flatMap(served -> served.absence(capability));
  }

  /** For how long the cloud of an account may show something older; none while none serves it. */
  Duration visibilityBound(String account) {
    return providers
        .find(account)
        .map(served -> served.descriptor().visibilityBound())
        .orElse(Duration.ZERO);
  }

  /**
   * Makes a call when its turn comes.
   *
   * @param ticket what it says of itself; its order is what the call is known by
   * @param limit how long to wait for turn and answer together
   * @param call makes it
   * @return the outcome, with the moment before which nothing of it was seen; never fails
   */
  <T> CompletionStage<Answer<T>> call(CallTicket ticket, Duration limit, Calling<T> call) {
    CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    Instant until = clock.instant().plus(limit);
    PendingCall pending = traffic.announce(ticket, turn -> make(ticket, until, call, turn, answer));
    if (!pending.enter()) {
      answer.complete(notSent("too many calls wait for account " + ticket.account()));
      return answer;
    }
    Timer.Cancellation late =
        timer.after(
            limit,
            () -> {
              if (pending.withdraw()) {
                answer.complete(
                    notSent("its turn did not come within " + limit.toMillis() + " ms"));
              }
            });
    answer.whenComplete((done, failure) -> late.cancel());
    return answer;
  }

  /**
   * Asks how a machine is, when its turn comes; the region is that of the ticket.
   *
   * @param limit how long to wait for turn and answer together
   * @return as {@link #call} says; nothing is in an outcome that shows that there is no such
   *     machine
   */
  CompletionStage<Answer<Optional<Instance>>> describe(
      CallTicket ticket, Duration limit, String reference) {
    return call(
        ticket,
        limit,
        (provider, context) -> provider.compute().describe(context, ticket.region(), reference));
  }

  /** A look at a region that nobody waits for. */
  static CallTicket background(String account, String region, String tenant, String order) {
    return new CallTicket(account, region, CallClass.READ, Lane.BACKGROUND, tenant, order);
  }

  /** A look at a region that somebody waits for. */
  static CallTicket interactive(String account, String region, String tenant, String order) {
    return new CallTicket(account, region, CallClass.READ, Lane.INTERACTIVE, tenant, order);
  }

  private <T> void make(
      CallTicket ticket,
      Instant until,
      Calling<T> call,
      PendingCall turn,
      CompletableFuture<Answer<T>> answer) {
    Instant now = clock.instant();
    Optional<ProviderDirectory.Served> served = providers.find(ticket.account());
    if (served.isEmpty() || !until.isAfter(now)) {
      turn.notSent();
      answer.complete(
          notSent(
              served.isEmpty()
                  ? "no provider serves account " + ticket.account()
                  : "its time was over before its turn came"));
      return;
    }
    Instant deadline = now.plus(settings.get().callTimeout());
    CallContext context =
        new CallContext(
            ticket.order(), 1, ticket.order(), deadline.isBefore(until) ? deadline : until);
    call.make(served.get().provider(), context)
        .whenComplete(
            (outcome, failure) -> {
              Outcome<T> known =
                  outcome == null
                      ? new Outcome.Unknown<>("the call broke off: " + failure)
                      : outcome;
              turn.replied(known);
              answer.complete(new Answer<>(known, now));
            });
  }

  private <T> Answer<T> notSent(String reason) {
    return new Answer<>(
        new Outcome.Failed<>(
            ProviderError.of(Category.UNAVAILABLE, reason + ", so the call was not sent")),
        clock.instant());
  }

  /** Makes a call. */
  @FunctionalInterface
  interface Calling<T> {
    CompletionStage<Outcome<T>> make(Provider provider, CallContext context);
  }

  /**
   * What came of a call.
   *
   * @param outcome the outcome
   * @param sentAt when it was sent: what it tells was so then or later
   */
  record Answer<T>(Outcome<T> outcome, Instant sentAt) {}
}
