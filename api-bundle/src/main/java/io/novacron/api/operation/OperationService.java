package io.novacron.api.operation;

import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Operations, for the faces. Methods return at once and are safe for use by many threads; stages
 * fail with a {@link io.novacron.api.error.ProblemException}.
 */
public interface OperationService {
  /** One operation by its id; NOT_FOUND when there is none. */
  CompletionStage<Operation> get(Caller caller, String id);

  /**
   * One operation, as soon as it is done or the time is up.
   *
   * @param limit how long to wait, up to a minute; holds no thread
   */
  CompletionStage<Operation> await(Caller caller, String id, Duration limit);

  /** Lists operations; only those that the caller may read. */
  CompletionStage<Page<Operation>> list(Caller caller, OperationQuery query);

  /**
   * Asks to cancel an operation. The request is durable before anything else happens for it, and
   * survives a crash. A create ends without a machine: what exists is deleted again, and the
   * operation stays live until its absence is certain. A start or stop is not begun, or not tried
   * again. A delete can be cancelled only before it was sent. An operation whose effect came about
   * before the request still ends as SUCCEEDED. Asking again changes nothing.
   *
   * @param id id of the operation
   * @param idempotencyKey 1 to 128 visible ASCII characters, which no other request of the last 24
   *     hours used; absent for none
   * @return the operation with the request noted; fails with CONFLICT (code {@code operation-done}
   *     or {@code too-late-to-cancel}) when it cannot be cancelled any more
   */
  CompletionStage<Operation> cancel(Caller caller, String id, @Nullable String idempotencyKey);

  /**
   * Says whether {@link #cancel} would be taken now, with the same checks. Changes and records
   * nothing.
   *
   * @param id id of the operation
   * @return the operation as it would be with the request noted; fails as {@link #cancel} does
   */
  CompletionStage<Operation> previewCancel(Caller caller, String id);
}
