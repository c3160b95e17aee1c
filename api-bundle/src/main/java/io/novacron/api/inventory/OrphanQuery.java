package io.novacron.api.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which machines, volumes and snapshots without a record to list, by id.
 *
 * @param resource only those that are this
 * @param kind only those of this kind
 * @param account only those in this account
 * @param region only those in this region
 * @param pageSize most in the answer, 1 to 1,000
 * @param pageToken where to go on, as an earlier page gave it
 */
public record OrphanQuery(
    @Nullable ResourceType resource,
    @Nullable OrphanKind kind,
    @Nullable String account,
    @Nullable String region,
    int pageSize,
    @Nullable String pageToken) {
  /** All of them, a hundred at a time. */
  public static OrphanQuery all() {
    return new OrphanQuery(null, null, null, null, 100, null);
  }
}
