package io.novacron.api.inventory;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the machines in a region of an account.
 *
 * @param account name of the account
 * @param cloud cloud that it is at
 * @param region region
 * @param listedAt when the latest complete list was begun; absent before the first
 * @param machines machines that are recorded and were seen in it
 * @param orphans machines that carry our owner tag and belong to no record
 * @param unmanaged machines that carry no owner tag
 * @param foreign machines that carry the owner tag of another control plane; they are left alone
 * @param pages calls that the latest list took
 * @param problem why the latest attempt gave no complete list, as a sentence; absent when it did
 */
public record RegionView(
    String account,
    String cloud,
    String region,
    @Nullable Instant listedAt,
    int machines,
    int orphans,
    int unmanaged,
    int foreign,
    int pages,
    @Nullable String problem) {
  public RegionView {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(region, "region");
  }
}
