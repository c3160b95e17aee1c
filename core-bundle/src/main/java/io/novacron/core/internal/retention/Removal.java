package io.novacron.core.internal.retention;

import java.util.concurrent.CompletionStage;

/** Removes one kind of record, a page at a time. Asked for one page after the other. */
interface Removal {
  /** What is removed, for people, such as {@code events}. */
  String name();

  /** Looks at the next page and removes what may go. */
  CompletionStage<Page> next();

  /**
   * What came of a page.
   *
   * @param examined records looked at
   * @param removed records removed
   * @param more whether another page may follow
   */
  record Page(int examined, int removed, boolean more) {}
}
