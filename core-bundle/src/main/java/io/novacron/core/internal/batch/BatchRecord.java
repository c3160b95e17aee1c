package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the journal keeps it. What its items ask for, and how far they are, is kept in records
 * beside it.
 *
 * @param operation what callers see
 * @param caller on whose behalf the items are done
 * @param policy what becomes of it when some items fail
 * @param minimum how many must succeed
 * @param items how many items it has
 * @param requests in how many records they are kept
 * @param undoSince when it was decided to undo what was done; absent while that is not so
 */
record BatchRecord(
    Operation operation,
    Caller caller,
    BatchPolicy policy,
    @Nullable Integer minimum,
    int items,
    int requests,
    @Nullable Instant undoSince) {
  BatchRecord {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(policy, "policy");
  }

  String id() {
    return operation.id();
  }

  String tenant() {
    return operation.tenant();
  }

  BatchRecord with(Operation next) {
    return new BatchRecord(next, caller, policy, minimum, items, requests, undoSince);
  }

  BatchRecord undoing(Instant since) {
    return new BatchRecord(operation, caller, policy, minimum, items, requests, since);
  }
}
