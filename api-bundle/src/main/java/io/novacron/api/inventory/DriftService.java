package io.novacron.api.inventory;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.concurrent.CompletionStage;

/**
 * Differences between machines as they are wanted and as they are seen, for the faces. Who may read
 * a machine may read its differences, and who may operate or delete it may act on them. Methods
 * return at once and are safe for use by many threads; stages fail with a {@link
 * io.novacron.api.error.ProblemException}.
 */
public interface DriftService {
  /** Lists differences. */
  CompletionStage<Page<Drift>> list(Caller caller, DriftQuery query);

  /** One difference; NOT_FOUND (code {@code drift-not-found}) when there is none, or no more. */
  CompletionStage<Drift> get(Caller caller, String id);

  /**
   * Acts on a difference. To ask again does no harm: while what was begun is under way the answer
   * is the same operation, and what was ignored stays ignored.
   *
   * @param id id of the difference
   * @param action what to do; UNSUPPORTED with the reason when it cannot be done about this aspect
   * @param options how it is asked for
   */
  CompletionStage<DriftAnswer> act(
      Caller caller, String id, DriftAction action, RequestOptions options);
}
