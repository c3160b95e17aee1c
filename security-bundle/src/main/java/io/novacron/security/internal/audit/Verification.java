package io.novacron.security.internal.audit;

/** What came of checking a chain. */
public sealed interface Verification {
  /**
   * Every link is there and as it was written.
   *
   * @param links links that were checked
   * @param sequence place of the last one
   */
  record Intact(long links, long sequence) implements Verification {}

  /**
   * The chain is not as it was written.
   *
   * @param sequence place of the first link that is missing or altered
   * @param reason what was found, as a sentence
   */
  record Broken(long sequence, String reason) implements Verification {}
}
