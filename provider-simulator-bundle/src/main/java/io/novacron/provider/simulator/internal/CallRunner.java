package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries calls to the simulated cloud and back: half of the latency there, half of it back, by
 * timers. A caller that gave up does not keep a request that is on its way from taking effect. Safe
 * for use by many threads.
 */
final class CallRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final String account;
  private final CloudErrors errors;
  private final Faults faults;
  private final LatencyModel latencies;
  private final long seed;
  private final Clock clock;
  private final Timers timers;
  private final CallGate gate;

  CallRunner(
      String account,
      CloudErrors errors,
      Faults faults,
      SimulatorSettings settings,
      Clock clock,
      Timers timers,
      CallGate gate) {
    this.account = account;
    this.errors = errors;
    this.faults = faults;
    this.latencies = new LatencyModel(settings.latencyMillis(), settings.latencySpreadPercent());
    this.seed = settings.seed();
    this.clock = clock;
    this.timers = timers;
    this.gate = gate;
  }

  /**
   * Makes a call.
   *
   * @param subject what it is about
   * @param context what the caller gave
   * @param arrival what happens when it arrives; called at most once, by a thread of the scheduler
   */
  <T> CompletionStage<Outcome<T>> run(
      CallSubject subject, CallContext context, Function<Exchange, Effect<Outcome<T>>> arrival) {
    Call<T> call = new Call<>(subject.action());
    ProviderError refused = gate.enter(call, errors, subject);
    if (refused != null) {
      return CompletableFuture.completedFuture(new Outcome.Failed<>(refused));
    }
    try {
      new Journey<>(call, subject, context, arrival).begin();
    } catch (RejectedExecutionException e) {
      call.lose("The scheduler takes no more work.");
    }
    return call.outcome().minimalCompletionStage();
  }

  /** One call on its way. */
  private final class Journey<T> {
    private final Call<T> call;
    private final CallSubject subject;
    private final Exchange exchange;
    private final Function<Exchange, Effect<Outcome<T>>> arrival;
    private final long nanos;
    private final long begun = System.nanoTime();
    private final long allowedNanos;

    Journey(
        Call<T> call,
        CallSubject subject,
        CallContext context,
        Function<Exchange, Effect<Outcome<T>>> arrival) {
      this.call = call;
      this.subject = subject;
      this.arrival = arrival;
      FaultPlan plan = faults.plan(account, subject.region(), subject.action());
      String attempt = Integer.toString(context.attempt());
      String[] identity = {
        account,
        subject.action().wireName(),
        String.valueOf(subject.region()),
        subject.identity(),
        context.idempotencyToken(),
        attempt
      };
      this.exchange = new Exchange(context, plan, draw("request", identity).uuid());
      this.nanos =
          latencies.nanos(draw("latency", identity))
              + TimeUnit.MILLISECONDS.toNanos(plan.extraMillis());
      this.allowedNanos = allowedNanos(context);
    }

    void begin() {
      if (exchange.faults().silent() || nanos >= allowedNanos) {
        timers.after(Math.max(0, allowedNanos), TimeUnit.NANOSECONDS, this::timeOut);
      }
      if (allowedNanos > 0) {
        timers.after(nanos / 2, TimeUnit.NANOSECONDS, this::arrive);
      }
    }

    private void arrive() {
      Effect<Outcome<T>> effect = effect();
      if (effect != null) {
        timers.after(nanos - nanos / 2, TimeUnit.NANOSECONDS, () -> reply(effect));
      }
    }

    private @Nullable Effect<Outcome<T>> effect() {
      FaultPlan plan = exchange.faults();
      if (plan.loss() == FaultPlan.Loss.REQUEST) {
        return Effect.of(new Outcome.Unknown<>("The request was lost."));
      }
      if (plan.refusal() != null) {
        return Effect.of(refused(plan.refusal()));
      }
      try {
        return arrival.apply(exchange);
      } catch (RuntimeException e) {
        LOG.error(
            "msg=\"simulated call failed\" account={} action={} operation={}",
            account,
            subject.action().wireName(),
            exchange.context().operation(),
            e);
        call.lose("The simulator failed; its log says how.");
        return null;
      }
    }

    private void reply(Effect<Outcome<T>> effect) {
      if (effect.durable().isDone()) {
        finish(effect);
      } else {
        // The log's thread has other work to do than what the caller does with the outcome.
        var unused =
            effect
                .durable()
                .whenComplete((written, failed) -> timers.execute(() -> finish(effect)));
        long left = allowedNanos - (System.nanoTime() - begun);
        timers.after(Math.max(0, left), TimeUnit.NANOSECONDS, this::timeOut);
      }
    }

    private void finish(Effect<Outcome<T>> effect) {
      if (exchange.faults().loss() != FaultPlan.Loss.NONE) {
        if (!exchange.faults().silent()) {
          call.lose("The connection to " + account + " broke before its reply.");
        }
        return;
      }
      try {
        effect.durable().join();
        call.complete(effect.value());
      } catch (CompletionException e) {
        call.complete(unwritten(e, effect.change()));
      }
    }

    private Outcome<T> unwritten(CompletionException e, boolean change) {
      if (change && e.getCause() instanceof LogUnavailableException cause && cause.undone()) {
        return new Outcome.Failed<>(
            errors.of(
                Ruling.Refused.of(Refusal.UNAVAILABLE, cause.reason(), subject.scope()),
                exchange.requestId()));
      }
      return call.lost("The log of " + account + " cannot be written, and may or may not have it.");
    }

    private void timeOut() {
      call.lose("There was no reply from " + account + " by the deadline.");
    }

    private Outcome<T> refused(Refusal refusal) {
      String message =
          switch (refusal) {
            case THROTTLED -> "There were too many requests.";
            case CAPACITY -> "There is no capacity right now.";
            case QUOTA -> "A quota is used up.";
            case DENIED -> "The credentials were not accepted.";
            default -> "The service is not available.";
          };
      return new Outcome.Failed<>(
          errors.of(
              new Ruling.Refused(refusal, message, subject.scope(), exchange.faults().retryAfter()),
              exchange.requestId()));
    }

    private long allowedNanos(CallContext context) {
      long millis = clock.instant().until(context.deadline(), ChronoUnit.MILLIS);
      return TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_WAIT.toMillis()));
    }

    private Draw draw(String purpose, String[] identity) {
      String[] all = new String[identity.length + 1];
      all[0] = purpose;
      System.arraycopy(identity, 0, all, 1, identity.length);
      return Draw.of(seed, all);
    }
  }
}
