package io.novacron.rest.internal;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Batches of which the items that act on a machine fail. */
final class FakeBatches implements BatchService {
  private final FakeMachines machines;
  private final List<BatchRequest> requests = new ArrayList<>();
  private final Map<String, Operation> keys = new HashMap<>();

  FakeBatches(FakeMachines machines) {
    this.machines = machines;
  }

  synchronized List<BatchRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized CompletionStage<AcceptedBatch> submit(
      Caller caller, BatchRequest request, @Nullable String idempotencyKey) {
    if (idempotencyKey != null && keys.containsKey(idempotencyKey)) {
      return CompletableFuture.completedFuture(
          new AcceptedBatch(Objects.requireNonNull(keys.get(idempotencyKey)), true));
    }
    requests.add(request);
    Operation operation =
        Samples.operation(
            "op-batch-" + requests.size(),
            OperationKind.BATCH,
            "op-batch-" + requests.size(),
            idempotencyKey);
    if (idempotencyKey != null) {
      keys.put(idempotencyKey, operation);
    }
    machines.keep(ended(operation, request));
    return CompletableFuture.completedFuture(new AcceptedBatch(operation, false));
  }

  private static Operation ended(Operation operation, BatchRequest request) {
    Problem failure = Problem.builder("illegal-state", Category.CONFLICT, "It is stopped.").build();
    List<ItemResult> items = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < request.items().size(); i++) {
      boolean create = request.items().get(i) instanceof BatchItem.Create;
      failed += create ? 0 : 1;
      items.add(
          create
              ? new ItemResult(
                  i, ItemResult.State.SUCCEEDED, "op-" + i, "vm-" + i, null, null, null)
              : new ItemResult(i, ItemResult.State.FAILED, null, "vm-" + i, failure, null, null));
    }
    return operation.toBuilder()
        .state(failed == 0 ? OperationState.SUCCEEDED : OperationState.FAILED)
        .progress(1)
        .children(new Children(items.size(), items.size(), failed))
        .items(items)
        .waitingFor(null)
        .error(
            failed == 0
                ? null
                : Problem.builder("batch-partial", Category.PARTIAL, "Some items failed.").build())
        .endedAt(operation.createdAt())
        .build();
  }
}
