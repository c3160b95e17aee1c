package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the machines that a cloud lists.
 *
 * @param instances the machines
 * @param nextPageToken the cloud's token of the page that follows; absent on the last
 * @param completeness whether the page is all it should be
 */
public record InstancePage(
    List<Instance> instances, @Nullable String nextPageToken, Completeness completeness) {
  public InstancePage {
    instances = List.copyOf(instances);
    Objects.requireNonNull(completeness, "completeness");
  }
}
