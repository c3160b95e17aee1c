package io.novacron.api.security;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to change something, whether it was let through or not.
 *
 * @param at when it was decided
 * @param caller who asked, from where, in which request
 * @param action the permission asked for, as {@code resource:action}
 * @param kind class of the resource
 * @param target id of the resource, or its name when it has no id yet
 * @param operation id of the operation that was begun
 * @param result what came of it
 * @param reason code of the problem when it was not accepted
 * @param before hexadecimal SHA-256 of the record before the change
 * @param after hexadecimal SHA-256 of the record after the change
 */
public record AuditRecord(
    Instant at,
    Caller caller,
    String action,
    String kind,
    @Nullable String target,
    @Nullable String operation,
    Result result,
    @Nullable String reason,
    @Nullable String before,
    @Nullable String after) {
  public AuditRecord {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(result, "result");
  }

  /** What came of the attempt. */
  public enum Result {
    /** It was let through and recorded. */
    ACCEPTED,
    /** The caller may not do it, or is nobody. */
    REFUSED,
    /** It was allowed but could not be done: bad input, conflict, or a fault. */
    FAILED
  }
}
