package io.novacron.api.batch;

import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Batches, for the faces. Methods return at once and are safe for use by many threads; stages fail
 * with a {@link io.novacron.api.error.ProblemException}.
 */
public interface BatchService {
  /**
   * Checks a batch, records it with all that its items need, and begins.
   *
   * <p>Refused as a whole, with a JSON pointer for each wrong item, is a batch whose form is wrong,
   * in which two items name one machine, or of which the caller may not do an item. Under {@link
   * BatchPolicy#ALL_OR_NOTHING} so is one of which an item cannot be done now; otherwise such an
   * item fails and the rest goes on.
   *
   * @param idempotencyKey as for the creation of a machine
   * @return the parent operation, once it is durable; its items are in the answer of {@link
   *     io.novacron.api.operation.OperationService#get}
   */
  CompletionStage<AcceptedBatch> submit(
      Caller caller, BatchRequest request, @Nullable String idempotencyKey);
}
