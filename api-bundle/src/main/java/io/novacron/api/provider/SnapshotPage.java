package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the snapshots that a cloud lists.
 *
 * @param snapshots the snapshots
 * @param nextPageToken the cloud's token of the page that follows; absent on the last
 * @param completeness whether the page is all it should be
 */
public record SnapshotPage(
    List<CloudSnapshot> snapshots, @Nullable String nextPageToken, Completeness completeness) {
  public SnapshotPage {
    snapshots = List.copyOf(snapshots);
    Objects.requireNonNull(completeness, "completeness");
  }
}
