package io.novacron.api.store;

/**
 * The writer no longer owns the shard. Nothing was changed, and the writer must stop working on it.
 */
public final class StaleClaimException extends StateStoreException {
  private static final long serialVersionUID = 1L;

  public StaleClaimException(Claim stale, String current) {
    super("claim " + stale + " is not the current one: " + current, null);
  }
}
