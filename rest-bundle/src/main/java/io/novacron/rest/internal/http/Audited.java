package io.novacron.rest.internal.http;

import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.AuditRecord.Result;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what no service guards itself: asks whether the caller may, and keeps a record of each
 * change and each refusal before the answer is given.
 */
public final class Audited {
  private final Services services;
  private final Clock clock;

  public Audited(Services services, Clock clock) {
    this.services = services;
    this.clock = clock;
  }

  /**
   * Reads something.
   *
   * @param permission what the caller must hold
   * @param reading the reading; must not block; may throw a ProblemException
   * @return what was read; fails with DENIED once the refusal is recorded
   */
  public <T> CompletionStage<T> read(
      ContainerRequestContext request, Permission permission, Supplier<T> reading) {
    Caller caller = Callers.of(request);
    return permits(caller, permission)
        ? CompletableFuture.completedFuture(reading.get())
        : refused(caller, permission, permission.resource());
  }

  /**
   * Runs a change.
   *
   * @param permission what the caller must hold
   * @param kind class of the resource, for the record
   * @param target gives the id of the resource from what the change gave
   * @param change the change; must not block; may throw a ProblemException
   * @return what the change gave, once the record is durable; fails with the problem of the change
   *     or of the record
   */
  public <T> CompletionStage<T> run(
      ContainerRequestContext request,
      Permission permission,
      String kind,
      Function<T, @Nullable String> target,
      Supplier<T> change) {
    Caller caller = Callers.of(request);
    Attempt attempt = new Attempt(caller, permission, kind, services.audit().require());
    if (!permits(caller, permission)) {
      return refused(caller, permission, kind);
    }
    T value;
    try {
      value = change.get();
    } catch (ProblemException e) {
      return attempt.failed(Result.FAILED, e.problem());
    }
    return attempt.append(Result.ACCEPTED, target.apply(value), null).thenApply(done -> value);
  }

  private boolean permits(Caller caller, Permission permission) {
    return services
        .authorizer()
        .require()
        .permits(caller, permission, Target.all(caller.tenant(), permission.resource()));
  }

  private <T> CompletionStage<T> refused(Caller caller, Permission permission, String kind) {
    return new Attempt(caller, permission, kind, services.audit().require())
        .failed(Result.REFUSED, Callers.denied(caller, permission));
  }

  private final class Attempt {
    private final Caller caller;
    private final Permission permission;
    private final String kind;
    private final AuditLog audit;

    Attempt(Caller caller, Permission permission, String kind, AuditLog audit) {
      this.caller = caller;
      this.permission = permission;
      this.kind = kind;
      this.audit = audit;
    }

    CompletionStage<Void> append(Result result, @Nullable String target, @Nullable String reason) {
      return audit.append(
          new AuditRecord(
              clock.instant(),
              caller,
              permission.toString(),
              kind,
              target,
              null,
              result,
              reason,
              null,
              null));
    }

    <T> CompletionStage<T> failed(Result result, Problem problem) {
      return append(result, null, problem.code())
          .thenCompose(done -> CompletableFuture.failedFuture(problem.toException()));
    }
  }
}
