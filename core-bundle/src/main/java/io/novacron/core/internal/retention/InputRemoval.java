package io.novacron.core.internal.retention;

import io.novacron.api.store.StateStore;
import io.novacron.core.internal.placement.UnusedInputs;
import java.util.concurrent.CompletionStage;

/** Removes what decisions were made from when no decision refers to it any more. */
final class InputRemoval implements Removal {
  private final StateStore store;
  private final UnusedInputs unused;

  InputRemoval(StateStore store, UnusedInputs unused) {
    this.store = store;
    this.unused = unused;
  }

  @Override
  public String name() {
    return "inputs of decisions";
  }

  @Override
  public CompletionStage<Page> next() {
    return unused
        .next()
        .thenCompose(
            page ->
                RecordRemoval.remove(store, page.unused())
                    .thenApply(removed -> new Page(page.examined(), removed, page.more())));
  }
}
