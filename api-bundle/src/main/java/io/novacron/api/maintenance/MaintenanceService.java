package io.novacron.api.maintenance;

import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;

/** Maintenance, for the faces. Safe for use by many threads. */
public interface MaintenanceService {
  /**
   * Begins to remove what is older than its retention: operations and deleted machines, decisions,
   * events, idempotency keys and audit records. It goes on in the background at a modest pace,
   * survives a restart, and can be cancelled.
   *
   * @param options how it is asked for
   * @return what it does, with the operation that does it; fails with CONFLICT (code {@code
   *     compaction-running}, with the operation) while there is one
   */
  CompletionStage<LongWork> compact(Caller caller, RequestOptions options);
}
