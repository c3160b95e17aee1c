package io.novacron.shell.internal;

import io.novacron.api.batch.AcceptedBatch;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.batch.BatchService;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Children;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Batches that are done at once; items that act on a machine fail. */
final class FakeBatches implements BatchService {
  final List<BatchRequest> requests = new ArrayList<>();
  private final ControlPlane plane;

  FakeBatches(ControlPlane plane) {
    this.plane = plane;
  }

  @Override
  public CompletionStage<AcceptedBatch> submit(
      Caller caller, BatchRequest request, @Nullable String idempotencyKey) {
    requests.add(request);
    List<ItemResult> items = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < request.items().size(); i++) {
      if (request.items().get(i) instanceof BatchItem.Create) {
        items.add(
            new ItemResult(i, ItemResult.State.SUCCEEDED, "op-" + i, "vm-" + i, null, null, null));
      } else {
        failed++;
        Problem error =
            Problem.builder("illegal-state", Category.CONFLICT, "It is stopped.").build();
        items.add(new ItemResult(i, ItemResult.State.FAILED, null, "vm-" + i, error, null, null));
      }
    }
    Operation operation =
        Operation.queued("op-b", "default", OperationKind.BATCH, "op-b", "admin", ControlPlane.NOW)
            .toBuilder()
            .state(failed == 0 ? OperationState.SUCCEEDED : OperationState.FAILED)
            .progress(1)
            .children(new Children(items.size(), items.size(), failed))
            .items(items)
            .error(
                failed == 0
                    ? null
                    : Problem.builder("batch-partial", Category.PARTIAL, "1 of 2 items failed.")
                        .build())
            .build();
    plane.operations.put(operation.id(), operation);
    return CompletableFuture.completedFuture(new AcceptedBatch(operation, false));
  }
}
