package io.novacron.core.internal.inventory;

import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.time.Backoff;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads one list of a region page by page. A page that fails for a passing reason is asked for
 * again until the time is up. Works on one page at a time, so that it needs no lock.
 *
 * @param <P> a page
 */
final class PageWalk<P> {
  private final String account;
  private final String region;
  private final String tenant;
  private final String order;
  private final Instant until;
  private final CloudCalls calls;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Source<P> source;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private int pages;
  private int failures;
  private @Nullable String problem;

  /**
   * Makes a walk that has not begun.
   *
   * @param order what its calls are known by
   * @param until when its time is over
   */
  PageWalk(
      String account,
      String region,
      String tenant,
      String order,
      Instant until,
      CloudCalls calls,
      Clock clock,
      Timer timer,
      Executor executor,
      Source<P> source) {
    this.account = account;
    this.region = region;
    this.tenant = tenant;
    this.order = order;
    this.until = until;
    this.calls = calls;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
    this.source = source;
  }

  /** Reads all pages; gives how it ended, never fails for what a cloud does. */
  CompletionStage<End> run() {
    page(null);
    return end;
  }

  private void page(@Nullable String token) {
    Instant now = clock.instant();
    if (!until.isAfter(now)) {
      end("it was not at its end when its time was over", null);
      return;
    }
    calls
        .<P>call(
            CloudCalls.background(account, region, tenant, order),
            Duration.between(now, until),
            source.call(token))
        .thenComposeAsync(answer -> answered(token, answer), executor)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                end.completeExceptionally(failure);
              }
            });
  }

  private CompletionStage<Void> answered(@Nullable String token, CloudCalls.Answer<P> answer) {
    if (!(answer.outcome() instanceof Outcome.Done<P> done)) {
      failed(token, answer.outcome());
      return CompletableFuture.completedFuture(null);
    }
    failures = 0;
    pages++;
    return source
        .take(done.get(), answer.sentAt())
        .thenAcceptAsync(turn -> next(token, turn), executor);
  }

  private void next(@Nullable String token, Turn turn) {
    if (turn.completeness instanceof Completeness.Partial partial) {
      problem = "the cloud says that it is partial: " + partial.reason();
    }
    String following = turn.next;
    if (following == null) {
      end(problem, null);
    } else if (following.equals(token)) {
      end("the cloud gives the same page again and again", null);
    } else {
      page(following);
    }
  }

  private void failed(@Nullable String token, Outcome<P> outcome) {
    failures++;
    ProviderError error = outcome instanceof Outcome.Failed<P> it ? it.error() : null;
    String why =
        error != null
            ? error.category() + ": " + error.message()
            : outcome instanceof Outcome.Unknown<P> unknown
                ? unknown.reason()
                : "the cloud gave no page";
    Duration retryAfter = error == null ? null : error.retryAfter();
    Duration pause = Backoff.after(order + "/" + region, failures, retryAfter);
    if ((error == null || error.category().retryable())
        && clock.instant().plus(pause).isBefore(until)) {
      timer.after(pause, () -> page(token));
    } else {
      end("page " + (pages + 1) + " was not to be had: " + why, retryAfter);
    }
  }

  private void end(@Nullable String why, @Nullable Duration retryAfter) {
    end.complete(new End(why, retryAfter, pages));
  }

  /** What is listed, and what is done with it. */
  interface Source<P> {
    /** The call for a page; the first one has no token. */
    CloudCalls.Calling<P> call(@Nullable String token);

    /**
     * Takes what is on a page.
     *
     * @param sentAt when it was asked for: what it tells was so then or later
     */
    CompletionStage<Turn> take(P page, Instant sentAt);
  }

  /**
   * What a page says of the list.
   *
   * @param next token of the page that follows; absent on the last
   * @param completeness whether it is all that it should be
   */
  record Turn(@Nullable String next, Completeness completeness) {}

  /**
   * How it ended.
   *
   * @param problem why it is not complete; absent when it is
   * @param retryAfter how long the cloud asked to wait
   * @param pages pages that were read
   */
  record End(@Nullable String problem, @Nullable Duration retryAfter, int pages) {}
}
