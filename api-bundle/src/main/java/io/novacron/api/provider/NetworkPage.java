package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the networks that a cloud lists.
 *
 * @param networks the networks
 * @param nextPageToken token of the page that follows; absent on the last
 * @param completeness whether the page is all it should be
 */
public record NetworkPage(
    List<CloudNetwork> networks, @Nullable String nextPageToken, Completeness completeness) {
  public NetworkPage {
    networks = List.copyOf(networks);
    Objects.requireNonNull(completeness, "completeness");
  }
}
