package io.novacron.api.inventory;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for orphans reaches.
 *
 * @param account name of the account
 * @param region region
 * @param resource what was looked for: {@code machines}, {@code snapshots} or {@code volumes}
 * @param extent how much of it was seen
 * @param reason why it is not all, as a sentence; absent when it is
 * @param listedAt when the latest complete list was begun; absent without one
 */
public record Coverage(
    String account,
    String region,
    String resource,
    Extent extent,
    @Nullable String reason,
    @Nullable Instant listedAt) {
  public Coverage {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(extent, "extent");
  }

  /** How much was seen. */
  public enum Extent {
    /** All that there is. */
    FULL,
    /** Something may be missing. */
    PARTIAL,
    /** Nothing. */
    NONE
  }
}
