package io.novacron.core.internal.batch;

import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.operation.Step;

/** How far a batch is, in words and as a share. */
final class BatchProgress {
  private BatchProgress() {}

  static String items(ItemTable table) {
    int skipped = table.count(State.SKIPPED);
    return (table.size() - table.count(State.QUEUED) - table.count(State.RUNNING))
        + " of "
        + table.size()
        + " items ended, "
        + table.count(State.FAILED)
        + " failed"
        + (skipped == 0 ? "" : ", " + skipped + " not begun");
  }

  static String undo(ItemTable table) {
    int left = table.count(State.NOT_UNDONE);
    return table.count(State.UNDONE)
        + " items undone"
        + (left == 0 ? "" : ", " + left + " could not be");
  }

  static Step.State undoState(ItemTable table) {
    return table.count(State.NOT_UNDONE) == 0 ? Step.State.SUCCEEDED : Step.State.FAILED;
  }

  /** The share that is done; with an undo, that is the second half. */
  static double share(ItemTable table, boolean undoing) {
    double ended = table.size() - table.count(State.QUEUED) - table.count(State.RUNNING);
    if (!undoing) {
      return Math.min(0.99, ended / table.size());
    }
    double undone = table.count(State.UNDONE) + table.count(State.NOT_UNDONE);
    double still = table.count(State.SUCCEEDED);
    return undone + still == 0 ? 0.5 : 0.5 + 0.49 * undone / (undone + still);
  }
}
