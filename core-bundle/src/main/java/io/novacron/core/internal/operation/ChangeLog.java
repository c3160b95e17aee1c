package io.novacron.core.internal.operation;

import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.event.EventWriter;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Commits changes of machines and operations together with the events that tell of them. Every
 * write of a machine or an operation goes through here, so that none is untold. Safe for use by
 * many threads.
 */
public final class ChangeLog {
  private final EventWriter writer;
  private final StateEvents events;
  private final ChangeListener listener;

  /**
   * Makes a log.
   *
   * @param writer writes the events
   * @param node name of this node
   * @param listener hears of each change before the caller does
   */
  public ChangeLog(EventWriter writer, String node, ChangeListener listener) {
    this.listener = listener;
    this.writer = writer;
    this.events = new StateEvents(node);
  }

  /**
   * Commits a transaction; listeners and the event log hear of it once it is safe.
   *
   * @param transaction the writes, under the claim on their shard
   * @param change what they do; where nothing worth telling changes, no event is written
   * @return the records written, as {@link StateStore#commit} gives them
   */
  public CompletionStage<List<StoredRecord>> commit(Transaction transaction, Change change) {
    return writer
        .commit(transaction, events.of(change))
        .whenComplete(
            (written, failure) -> {
              if (failure == null) {
                listener.committed(change);
              } else if (Failures.unwrapped(failure) instanceof StoreUnavailableException) {
                listener.doubtful(change);
              }
            });
  }
}
