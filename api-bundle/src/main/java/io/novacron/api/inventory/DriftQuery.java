package io.novacron.api.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which differences to list, those of the newest machines first.
 *
 * @param machine only those of this machine
 * @param account only those in this account
 * @param region only those in this region
 * @param aspect only those of this aspect
 * @param ignored only those that are ignored, or only those that are not; absent for both
 * @param pageSize most in the answer, 1 to 1,000
 * @param pageToken where to go on, as an earlier page gave it
 */
public record DriftQuery(
    @Nullable String machine,
    @Nullable String account,
    @Nullable String region,
    @Nullable DriftAspect aspect,
    @Nullable Boolean ignored,
    int pageSize,
    @Nullable String pageToken) {
  /** All that count, a hundred at a time. */
  public static DriftQuery open() {
    return new DriftQuery(null, null, null, null, false, 100, null);
  }
}
