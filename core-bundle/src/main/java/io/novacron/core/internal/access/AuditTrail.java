package io.novacron.core.internal.access;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one record of each attempt to change something, and holds the answer back until it is
 * durable. Without an audit log nothing may be changed. Safe for use by many threads.
 */
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final Supplier<AuditLog> log;
  private final Clock clock;

  /**
   * Makes a trail.
   *
   * @param log gives the log, or throws an UNAVAILABLE problem while there is none
   * @param clock the time
   */
  public AuditTrail(Supplier<AuditLog> log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Makes an attempt and records it.
   *
   * @param caller who tries
   * @param permission what is tried
   * @param target id or name of what is changed; absent when it has none yet
   * @param attempt the attempt; its failures are problems
   * @param trace what an accepted attempt did
   */
  public <T> CompletionStage<T> record(
      Caller caller,
      Permission permission,
      @Nullable String target,
      Supplier<CompletionStage<T>> attempt,
      Function<T, Trace> trace) {
    AuditLog current;
    try {
      current = log.get();
    } catch (ProblemException e) {
      return CompletableFuture.failedFuture(e);
    }
    return attempt
        .get()
        .handle(
            (value, failure) ->
                failure == null
                    ? current
                        .append(accepted(caller, permission, trace.apply(value)))
                        .exceptionallyCompose(
                            lost -> CompletableFuture.failedFuture(notKept(trace.apply(value))))
                        .thenApply(done -> value)
                    : this.<T>refused(current, caller, permission, target, failure))
        .thenCompose(stage -> stage);
  }

  /**
   * Makes an attempt and records it, unless it is a dry run: that leaves no trace.
   *
   * @param options how the change is asked for
   * @param caller who tries
   * @param permission what is tried
   * @param target id or name of what is changed; absent when it has none yet
   * @param attempt the attempt; its failures are problems
   * @param trace what an accepted attempt did
   */
  public <T> CompletionStage<T> record(
      RequestOptions options,
      Caller caller,
      Permission permission,
      @Nullable String target,
      Supplier<CompletionStage<T>> attempt,
      Function<T, Trace> trace) {
    return options.dryRun() ? attempt.get() : record(caller, permission, target, attempt, trace);
  }

  private AuditRecord accepted(Caller caller, Permission permission, Trace trace) {
    return new AuditRecord(
        clock.instant(),
        caller,
        permission.toString(),
        permission.resource(),
        trace.target(),
        trace.operation(),
        AuditRecord.Result.ACCEPTED,
        null,
        trace.before(),
        trace.after());
  }

  private <T> CompletionStage<T> refused(
      AuditLog current,
      Caller caller,
      Permission permission,
      @Nullable String target,
      Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    Problem problem = cause instanceof ProblemException known ? known.problem() : null;
    boolean refused = problem != null && problem.category() == Category.DENIED;
    AuditRecord entry =
        new AuditRecord(
            clock.instant(),
            caller,
            permission.toString(),
            permission.resource(),
            target,
            null,
            refused ? AuditRecord.Result.REFUSED : AuditRecord.Result.FAILED,
            problem == null ? "internal" : problem.code(),
            null,
            null);
    return current
        .append(entry)
        .handle(
            (done, lost) -> {
              if (lost != null) {
                LOG.warn(
                    "audit record not kept request={} action={} target={} error=\"{}\"",
                    caller.requestId(),
                    permission,
                    target,
                    Failures.unwrapped(lost).toString());
              }
              return CompletableFuture.<T>failedFuture(cause);
            })
        .thenCompose(stage -> stage);
  }

  private static ProblemException notKept(Trace trace) {
    return Problem.builder(
            "audit-log-unavailable",
            Category.UNAVAILABLE,
            "The change was recorded, but its audit record could not be kept.")
        .operation(trace.operation())
        .nextStep(
            trace.operation() == null
                ? "Read " + trace.target() + "; it is there. Do not repeat the request."
                : "Look at the operation; it goes on. Do not repeat the request with another key.")
        .toException();
  }

  /**
   * What an accepted attempt did.
   *
   * @param target id of what was changed
   * @param operation id of the operation; absent when none was begun
   * @param before digest of it before the change; absent for a create
   * @param after digest of it after the change
   */
  public record Trace(
      String target, @Nullable String operation, @Nullable String before, @Nullable String after) {}
}
