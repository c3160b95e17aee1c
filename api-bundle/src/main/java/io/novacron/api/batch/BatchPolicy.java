package io.novacron.api.batch;

import java.util.Locale;

/** What becomes of a batch of which some items fail. */
public enum BatchPolicy {
  /**
   * All items are checked and placed before anything is recorded. When one fails later, no more are
   * begun and what the others did is undone.
   */
  ALL_OR_NOTHING,
  /** Each item stands alone. */
  KEEP_SUCCESSES,
  /**
   * The batch succeeds when at least a given number of items does; otherwise what the others did is
   * undone.
   */
  AT_LEAST;

  /** The word of the interfaces, such as {@code all-or-nothing}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
