package io.novacron.security.internal.audit;

/**
 * Where a chain ends.
 *
 * @param sequence place of the last link; 0 for a chain without links
 * @param hash hexadecimal hash of the last link; zeros for a chain without links
 */
record ChainEnd(long sequence, String hash) {
  /** The end of a chain that has not begun. */
  static final ChainEnd NONE = new ChainEnd(0, "0".repeat(64));
}
