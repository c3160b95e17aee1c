package io.novacron.core.internal.account;

import io.novacron.api.provider.ProviderFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets all accounts of a provider type from one version to another: all of them, or none. Safe for
 * use by many threads.
 */
public final class ProviderSwap {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderSwap.class);

  private final SwapTools tools;
  private final ProviderFactory former;
  private final ProviderFactory target;
  private final List<AccountSwap> accounts;
  private final CompletableFuture<@Nullable String> switched = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile Phase phase = Phase.CHECKING;

  /**
   * Makes a swap that has not begun.
   *
   * @param slots the accounts; those that the former version serves take part
   */
  ProviderSwap(
      SwapTools tools,
      ProviderFactory former,
      ProviderFactory target,
      Collection<AccountSlot> slots) {
    this.tools = tools;
    this.former = former;
    this.target = target;
    List<AccountSwap> served = new ArrayList<>();
    for (AccountSlot slot : slots) {
      AccountSlot.Serving serving = slot.serving();
      if (serving != null && serving.factory() == former) {
        served.add(new AccountSwap(tools, slot, serving, target));
      }
    }
    accounts = List.copyOf(served);
  }

  /** How far it is. */
  public enum Phase {
    CHECKING,
    DRAINING
  }

  public ProviderFactory former() {
    return former;
  }

  public ProviderFactory target() {
    return target;
  }

  public Phase phase() {
    return phase;
  }

  /**
   * Completes when new work goes to the target, or when the former version serves on as before,
   * then with the reason as a sentence.
   */
  public CompletionStage<@Nullable String> switched() {
    return switched;
  }

  /** Completes when whichever version does not serve is closed. */
  public CompletionStage<Void> ended() {
    return ended;
  }

  /** Begins; to be called by the serial executor. */
  void start() {
    List<CompletableFuture<@Nullable String>> prepared = new ArrayList<>();
    for (AccountSwap account : accounts) {
      prepared.add(
          account
              .prepare()
              .exceptionally(failure -> "account " + account.slot().name() + ": " + failure)
              .toCompletableFuture());
    }
    CompletableFuture.allOf(prepared.toArray(CompletableFuture[]::new))
        .thenRunAsync(() -> decide(prepared), tools.serial())
        .exceptionally(
            failure -> {
              // A defect must not leave who waits for the swap waiting for ever.
              LOG.error(
                  "provider swap broke off type={} version={}",
                  target.descriptor().type(),
                  target.descriptor().version(),
                  failure);
              accounts.forEach(account -> account.slot().swapping(false));
              switched.complete("the swap broke off: " + failure);
              ended.complete(null);
              return null;
            });
  }

  private void decide(List<CompletableFuture<@Nullable String>> prepared) {
    List<String> wrong = new ArrayList<>();
    if (!tools.versions().contains(target)) {
      wrong.add("version " + target.descriptor().version() + " went away");
    } else {
      for (CompletableFuture<@Nullable String> each : prepared) {
        String reason = each.join();
        if (reason != null) {
          wrong.add(reason);
        }
      }
    }
    if (wrong.isEmpty()) {
      phase = Phase.DRAINING;
      tools.versions().serves(target);
      CompletionStage<Void> drained = all(AccountSwap::commit);
      switched.complete(null);
      end(drained);
    } else {
      String why = String.join("; ", wrong);
      tools.versions().failed(target, why);
      // The former version is back in service when this completes.
      CompletionStage<Void> back = all(AccountSwap::rollBack);
      back.whenComplete((done, failure) -> switched.complete(why));
      end(back);
    }
  }

  private void end(CompletionStage<Void> last) {
    last.whenComplete((done, failure) -> ended.complete(null));
  }

  private CompletionStage<Void> all(Function<AccountSwap, CompletionStage<Void>> step) {
    return CompletableFuture.allOf(
        accounts.stream()
            .map(account -> step.apply(account).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /**
   * A factory has gone: what it made is called no more.
   *
   * @return completes when that is closed
   */
  CompletionStage<Void> vanished(ProviderFactory factory) {
    return all(account -> account.vanished(factory));
  }
}
