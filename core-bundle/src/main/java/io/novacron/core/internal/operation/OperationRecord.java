package io.novacron.core.internal.operation;

import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.OwnerTag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the journal keeps it: what callers see, and what is needed to go on with it after
 * a crash at any point.
 *
 * @param operation what callers see; its revision is that of the record
 * @param token idempotency token, made once
 * @param owner tag that the machine carries at the cloud
 * @param origin the create to look for, when a machine without a reference is deleted
 * @param arguments what it was asked for beyond its kind
 * @param place where it works
 * @param next the call that comes next, or is under way
 * @param begun whether that call may have been sent and its outcome is not recorded; only for calls
 *     that change something
 * @param dueAt moment before which the next call is not made; absent for at once
 * @param deadline moment after which a failure is no longer followed by another attempt
 * @param sends how often the operation's own call was sent
 * @param failures failures in a row, which lengthen the pause before the next attempt
 * @param sentAt when a call that changes something was last sent
 * @param unresolved whether there is a send whose outcome was never learnt
 * @param reference the cloud's id of the machine, as soon as it is known
 * @param handle what to poll by
 * @param verdict the failure that the operation ends with unless the cloud says that the machine
 *     exists
 * @param duplicates references of machines that are to be removed as well
 * @param userData the machine's user data, encrypted; kept until the create is done
 * @param former what the machine was before; absent for a create, and where it is not known
 * @param cancellation the request to cancel, once the rules have taken note of it
 * @param places where a create was refused before; absent for nowhere
 * @param traceparent the trace of the request that asked for it; absent where none is traced
 */
public record OperationRecord(
    Operation operation,
    String token,
    OwnerTag owner,
    @Nullable Origin origin,
    Arguments arguments,
    Place place,
    Call next,
    boolean begun,
    @Nullable Instant dueAt,
    Instant deadline,
    int sends,
    int failures,
    @Nullable Instant sentAt,
    boolean unresolved,
    @Nullable String reference,
    @Nullable String handle,
    @Nullable Problem verdict,
    List<String> duplicates,
    @Nullable String userData,
    @Nullable Former former,
    @Nullable Cancellation cancellation,
    @Nullable PlacesTried places,
    @Nullable String traceparent) {
  public OperationRecord {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(arguments, "arguments");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(deadline, "deadline");
    duplicates = List.copyOf(duplicates);
  }

  /** A new operation, queued. */
  public static OperationRecord queued(
      Operation operation,
      String token,
      OwnerTag owner,
      @Nullable Origin origin,
      Arguments arguments,
      Place place,
      Call first,
      Instant deadline,
      @Nullable String reference,
      @Nullable Former former) {
    return new OperationRecord(
        operation, token, owner, origin, arguments, place, first, false, null, deadline, 0, 0, null,
        false, reference, null, null, List.of(), null, former, null, null, null);
  }

  /** Id of the operation. */
  public String id() {
    return operation.id();
  }

  /** Whether nothing will change any more. */
  public boolean done() {
    return operation.done();
  }

  /** Whether another place is to be found before the next call. */
  public boolean seeking() {
    return places != null && places.seeking();
  }

  /** Whether its time to go on has come. */
  public boolean due(Instant now) {
    return dueAt == null || !dueAt.isAfter(now);
  }

  /** The token to look for a machine by: that of its create. */
  public String searchToken() {
    return origin == null ? token : origin.token();
  }

  /** The number of the attempt at the step that is under way, from 1. */
  public int attempt() {
    List<Step> steps = operation.steps();
    return steps.isEmpty() ? 1 : Math.max(1, steps.get(steps.size() - 1).attempts());
  }

  /** The same record under the revision that the store gave it. */
  OperationRecord withRevision(long revision) {
    return withOperation(operation.toBuilder().revision(revision).build());
  }

  /** The same record with user data. */
  public OperationRecord withUserData(@Nullable String encrypted) {
    return with(operation, encrypted);
  }

  /** The same record with the wish of somebody, who does not work on it, to have it cancelled. */
  public OperationRecord withCancelRequested() {
    return withOperation(operation.toBuilder().cancelRequested(true).build());
  }

  /** Id of the trace that it belongs to, for logs; absent where nothing is traced. */
  @Nullable String traceId() {
    String[] parts = traceparent == null ? new String[0] : traceparent.split("-");
    return parts.length == 4 ? parts[1] : null;
  }

  /** The same record as a part of a trace. */
  public OperationRecord withTraceparent(@Nullable String value) {
    return with(operation, userData, value);
  }

  private OperationRecord withOperation(Operation value) {
    return with(value, userData);
  }

  private OperationRecord with(Operation value, @Nullable String encrypted) {
    return with(value, encrypted, traceparent);
  }

  private OperationRecord with(
      Operation value, @Nullable String encrypted, @Nullable String trace) {
    return new OperationRecord(
        value,
        token,
        owner,
        origin,
        arguments,
        place,
        next,
        begun,
        dueAt,
        deadline,
        sends,
        failures,
        sentAt,
        unresolved,
        reference,
        handle,
        verdict,
        duplicates,
        encrypted,
        former,
        cancellation,
        places,
        trace);
  }
}
