package io.novacron.api.operation;

import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

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
}
