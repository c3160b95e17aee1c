package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the volumes that a cloud lists.
 *
 * @param volumes the volumes
 * @param nextPageToken the cloud's token of the page that follows; absent on the last
 * @param completeness whether the page is all it should be
 */
public record VolumePage(
    List<CloudVolume> volumes, @Nullable String nextPageToken, Completeness completeness) {
  public VolumePage {
    volumes = List.copyOf(volumes);
    Objects.requireNonNull(completeness, "completeness");
  }
}
