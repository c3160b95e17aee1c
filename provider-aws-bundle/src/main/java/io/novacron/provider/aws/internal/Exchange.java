package io.novacron.provider.aws.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A call under way: the requests that it is made of, which end when it does. Safe for use by many
 * threads.
 *
 * @param <T> what the call gives
 */
final class Exchange<T> {
  private final CallScope scope;
  private final CallContext context;
  private final Outcome<T> withoutAnswer;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private final Set<CompletableFuture<?>> requests = ConcurrentHashMap.newKeySet();

  /**
   * Makes a call without requests.
   *
   * @param scope what it is about
   * @param context what the caller gave
   * @param withoutAnswer what came of it when it ends before AWS has answered
   */
  Exchange(CallScope scope, CallContext context, Outcome<T> withoutAnswer) {
    this.scope = scope;
    this.context = context;
    this.withoutAnswer = withoutAnswer;
  }

  CallScope scope() {
    return scope;
  }

  CallContext context() {
    return context;
  }

  CompletableFuture<Outcome<T>> outcome() {
    return outcome;
  }

  /** Sends a request that changes nothing. */
  <R> CompletableFuture<R> read(Supplier<CompletableFuture<R>> request) {
    return send(request, false);
  }

  /** Sends a request that changes something. */
  <R> CompletableFuture<R> change(Supplier<CompletableFuture<R>> request) {
    return send(request, true);
  }

  /** Ends the call. */
  void complete(Outcome<T> result) {
    if (outcome.complete(result)) {
      requests.forEach(request -> request.cancel(true));
    }
  }

  /** Ends the call without an answer of AWS. */
  void abandon() {
    complete(withoutAnswer);
  }

  private <R> CompletableFuture<R> send(Supplier<CompletableFuture<R>> request, boolean change) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    if (outcome.isDone()) {
      answer.completeExceptionally(new CancellationException("the call has ended"));
      return answer;
    }
    CompletableFuture<R> sent;
    try {
      sent = request.get();
    } catch (RuntimeException | LinkageError e) {
      answer.completeExceptionally(new RequestFailure(e, change));
      return answer;
    }
    requests.add(sent);
    if (outcome.isDone()) {
      sent.cancel(true);
    }
    sent.whenComplete(
        (reply, failure) -> {
          requests.remove(sent);
          if (failure == null) {
            answer.complete(reply);
          } else {
            answer.completeExceptionally(new RequestFailure(Causes.unwrapped(failure), change));
          }
        });
    return answer;
  }
}
