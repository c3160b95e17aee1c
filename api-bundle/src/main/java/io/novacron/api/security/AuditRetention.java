package io.novacron.api.security;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Removes audit records that need not be kept any longer. The rest stays verifiable: what was
 * removed is kept as one hash that the first record left follows from. Safe for use by many
 * threads.
 */
public interface AuditRetention {
  /**
   * Removes some of the oldest records. Call it again until nothing is left to remove; a call that
   * was cut short is made good by the next.
   *
   * @param before records of this time and later are kept; since records are removed in blocks,
   *     older ones beside them are too
   * @return how many were removed, 0 when there is nothing to remove
   */
  CompletionStage<Integer> removeSome(Instant before);
}
