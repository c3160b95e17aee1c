package io.novacron.core.internal.version;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets callers at things of one kind: authorises them, and keeps an audit record of every attempt
 * to change one. Safe for use by many threads.
 */
public final class VersionGuard {
  private final Permission read;
  private final Permission write;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Executor executor;

  /**
   * Makes a guard.
   *
   * @param read what it takes to read one
   * @param write what it takes to change one
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param executor for the work of requests; its queue is bounded
   */
  public VersionGuard(
      Permission read,
      Permission write,
      Authorization authorization,
      AuditTrail audit,
      Executor executor) {
    this.read = read;
    this.write = write;
    this.authorization = authorization;
    this.audit = audit;
    this.executor = executor;
  }

  /** Reads one, for a caller who may. */
  public <T> CompletionStage<T> one(Caller caller, String name, Supplier<CompletionStage<T>> work) {
    return reading(caller, target(caller, name), work);
  }

  /** Lists several, for a caller who may. */
  public <T> CompletionStage<T> all(Caller caller, Supplier<CompletionStage<T>> work) {
    return reading(caller, Target.all(caller.tenant(), read.resource()), work);
  }

  /**
   * Changes one, for a caller who may.
   *
   * @param options how it is asked for; a dry run leaves no audit record
   */
  public <C> CompletionStage<Versioned<C>> change(
      Caller caller,
      String name,
      RequestOptions options,
      Supplier<CompletionStage<VersionChange<C>>> work) {
    return audit
        .record(
            options,
            caller,
            write,
            RecordName.shown(name),
            () ->
                Failures.guarded(
                    caller,
                    executor,
                    () -> {
                      authorization.require(caller, write, target(caller, name));
                      return work.get();
                    }),
            done -> new AuditTrail.Trace(done.value().name(), null, done.before(), done.after()))
        .thenApply(VersionChange::value);
  }

  private <T> CompletionStage<T> reading(
      Caller caller, Target target, Supplier<CompletionStage<T>> work) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          authorization.require(caller, read, target);
          return work.get();
        });
  }

  private Target target(Caller caller, String name) {
    return Target.of(caller.tenant(), read.resource(), RecordName.shown(name));
  }
}
