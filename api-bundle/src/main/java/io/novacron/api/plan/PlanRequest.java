package io.novacron.api.plan;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change whose plan is asked for. */
public sealed interface PlanRequest {
  /**
   * One change of a machine.
   *
   * @param item the change
   * @param expectedRevision revision that the machine must have; absent for any, and for a create
   */
  record Single(BatchItem item, @Nullable Long expectedRevision) implements PlanRequest {
    public Single {
      Objects.requireNonNull(item, "item");
    }
  }

  /**
   * Many changes.
   *
   * @param request the batch
   */
  record Batch(BatchRequest request) implements PlanRequest {
    public Batch {
      Objects.requireNonNull(request, "request");
    }
  }
}
