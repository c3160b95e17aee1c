package io.novacron.api.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A security group (a set of rules for the traffic of the machines that are in it) as the cloud
 * described it. What no rule lets through is held back.
 *
 * @param reference the cloud's id of it
 * @param name its name
 * @param description what it is for, where that is told
 * @param region region
 * @param network the cloud's id of the virtual network whose machines it can guard, such as a VPC;
 *     absent where it is bound to none
 * @param rules what it lets through
 * @param tags all its tags
 * @param observedAt when the cloud said so
 */
public record CloudSecurityGroup(
    String reference,
    String name,
    @Nullable String description,
    String region,
    @Nullable String network,
    List<SecurityRule> rules,
    Map<String, String> tags,
    Instant observedAt) {
  public CloudSecurityGroup {
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(region, "region");
    rules = List.copyOf(rules);
    tags = Map.copyOf(tags);
    Objects.requireNonNull(observedAt, "observedAt");
  }
}
