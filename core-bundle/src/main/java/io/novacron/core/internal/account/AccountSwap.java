package io.novacron.core.internal.account;

import io.novacron.api.provider.Account;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one account from one version of its provider to another: prepare, then either commit or
 * roll back. Where both may be open at once, the former serves until the other is found healthy,
 * and ends its calls; else the former ends its calls and is closed before the other is opened, and
 * work waits meanwhile. Steps are taken one at a time; providers may vanish at any time.
 */
final class AccountSwap {
  private static final Logger LOG = LoggerFactory.getLogger(AccountSwap.class);

  /** Calls end at their own deadlines before this; it bounds what a provider keeps from ending. */
  private static final Duration DRAIN = Duration.ofSeconds(60);

  /** Work waits meanwhile, so calls that are slow are rather asked about afterwards. */
  private static final Duration EXCLUSIVE_DRAIN = Duration.ofSeconds(5);

  private static final Duration CHECK_AGAIN = Duration.ofSeconds(1);

  private final SwapTools tools;
  private final AccountSlot slot;
  private final GivenAccount given;
  private final AccountSlot.Serving former;
  private final ProviderFactory target;
  private final boolean exclusive;
  private final boolean ready;
  private volatile AccountSlot.@Nullable Serving candidate;
  private volatile @Nullable List<String> regions;

  AccountSwap(
      SwapTools tools, AccountSlot slot, AccountSlot.Serving former, ProviderFactory target) {
    this.tools = tools;
    this.slot = slot;
    this.given = slot.given();
    this.former = former;
    this.target = target;
    this.exclusive = former.factory().exclusive() || target.exclusive();
    this.ready = slot.state() == Account.State.READY;
    slot.swapping(true);
  }

  /**
   * Opens the account with the other version and checks its health.
   *
   * @return why the account must stay with the former version, as a sentence; null when it need not
   */
  CompletionStage<@Nullable String> prepare() {
    if (!exclusive) {
      return openAndCheck();
    }
    String why = "its provider is being swapped to version " + target.descriptor().version();
    slot.stop(given, ready ? Account.State.SWAPPING : slot.state(), why);
    return former
        .provider()
        .drain(why, EXCLUSIVE_DRAIN, SwapTools.QUIESCE, tools.executor())
        .thenComposeAsync(closed -> openAndCheck(), tools.serial());
  }

  private CompletionStage<@Nullable String> openAndCheck() {
    AccountSlot.Serving opened;
    try {
      opened = tools.opener().open(slot, target, ProviderOpener.configuration(given, target));
    } catch (NotOpenedException e) {
      return CompletableFuture.completedFuture(verdict(e.why()));
    }
    candidate = opened;
    return check(opened, 0).thenApply(this::verdict);
  }

  /** An account that was not ready before keeps no other from its new version. */
  private @Nullable String verdict(@Nullable String wrong) {
    return wrong == null || !ready ? null : "account " + slot.name() + ": " + wrong;
  }

  private CompletionStage<@Nullable String> check(AccountSlot.Serving opened, int attempt) {
    if (!tools.versions().contains(target)) {
      return CompletableFuture.completedFuture("it went away");
    }
    return tools
        .probe()
        .ask(slot.name(), opened.provider(), attempt, List.of())
        .thenCompose(
            outcome -> {
              if (outcome instanceof Outcome.Done<List<String>> done) {
                regions = done.get();
                return CompletableFuture.completedFuture(null);
              }
              String wrong = HealthProbe.reason(outcome);
              if (attempt > 0 || !ready) {
                return CompletableFuture.completedFuture(wrong);
              }
              CompletableFuture<@Nullable String> again = new CompletableFuture<>();
              tools
                  .timer()
                  .after(
                      CHECK_AGAIN,
                      () ->
                          check(opened, attempt + 1)
                              .whenComplete(
                                  (second, failure) ->
                                      again.complete(failure == null ? second : wrong)));
              return again;
            });
  }

  /**
   * Lets the other version serve.
   *
   * @return completes when the former one is closed
   */
  CompletionStage<Void> commit() {
    AccountSlot.Serving next = candidate;
    if (next == null) {
      slot.stop(given, Account.State.CONNECTING, null);
    } else {
      serve(next);
    }
    slot.swapping(false);
    return exclusive
        ? CompletableFuture.completedFuture(null)
        : former
            .provider()
            .drain(
                "its provider was swapped to version " + target.descriptor().version(),
                DRAIN,
                SwapTools.QUIESCE,
                tools.executor());
  }

  private void serve(AccountSlot.Serving next) {
    List<String> known = regions;
    Instant now = tools.clock().instant();
    if (known == null) {
      slot.serve(given, next);
    } else {
      slot.serve(next, known, now);
    }
    LOG.info(
        "account swapped account={} provider={} from={} to={}",
        slot.name(),
        given.provider(),
        former.factory().descriptor().version(),
        next.factory().descriptor().version());
    tools.served(slot, next);
  }

  /**
   * Lets the former version serve on.
   *
   * @return completes when the other one is closed and the account is back in service
   */
  CompletionStage<Void> rollBack() {
    AccountSlot.Serving next = candidate;
    CompletionStage<Void> closed =
        next == null
            ? CompletableFuture.completedFuture(null)
            : next.provider()
                .retire(
                    "its provider stays with version " + former.factory().descriptor().version(),
                    SwapTools.QUIESCE,
                    tools.executor());
    return closed.thenRunAsync(this::reopen, tools.serial());
  }

  private void reopen() {
    if (exclusive && tools.versions().contains(former.factory())) {
      try {
        AccountSlot.Serving again =
            tools.opener().open(slot, former.factory(), former.configuration());
        slot.serve(given, again);
        tools.served(slot, again);
      } catch (NotOpenedException e) {
        LOG.error(
            "account not opened again account={} error=\"{}\" effect=\"tries again\"",
            slot.name(),
            e.why());
      }
    }
    slot.swapping(false);
  }

  /**
   * A factory has gone: what it made is called no more.
   *
   * @return completes when it is closed
   */
  CompletionStage<Void> vanished(ProviderFactory factory) {
    String why = "version " + factory.descriptor().version() + " of its provider went away";
    AccountSlot.Serving next = candidate;
    CompletionStage<Void> closed = CompletableFuture.completedFuture(null);
    if (former.factory() == factory) {
      closed = former.provider().retire(why, SwapTools.QUIESCE, tools.executor());
    }
    if (next != null && next.factory() == factory) {
      closed =
          closed.thenCombine(
              next.provider().retire(why, SwapTools.QUIESCE, tools.executor()),
              (one, other) -> null);
    }
    return closed;
  }

  AccountSlot slot() {
    return slot;
  }
}
