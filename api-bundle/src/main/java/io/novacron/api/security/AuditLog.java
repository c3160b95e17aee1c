package io.novacron.api.security;

import java.util.concurrent.CompletionStage;

/**
 * The append-only record of who changed what. Safe for use by many threads; keeps the order in
 * which it was called on this node.
 */
public interface AuditLog {
  /**
   * Appends a record. The answer to a caller is held back until this completes.
   *
   * @return completes when the record is durable; fails with an UNAVAILABLE problem when it cannot
   *     be kept
   */
  CompletionStage<Void> append(AuditRecord entry);
}
