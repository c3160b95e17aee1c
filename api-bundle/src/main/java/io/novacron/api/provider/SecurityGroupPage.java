package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the security groups that a cloud lists.
 *
 * @param securityGroups the security groups
 * @param nextPageToken token of the page that follows; absent on the last
 * @param completeness whether the page is all it should be
 */
public record SecurityGroupPage(
    List<CloudSecurityGroup> securityGroups,
    @Nullable String nextPageToken,
    Completeness completeness) {
  public SecurityGroupPage {
    securityGroups = List.copyOf(securityGroups);
    Objects.requireNonNull(completeness, "completeness");
  }
}
