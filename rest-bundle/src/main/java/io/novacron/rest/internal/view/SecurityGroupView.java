package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.CloudSecurityGroup;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A security group at a cloud. */
@Schema(
    name = "SecurityGroup",
    description =
        "A set of rules at a cloud for the traffic of the machines that are in it. What no rule"
            + " lets through is held back.")
public record SecurityGroupView(
    @JsonProperty(required = true)
        @Schema(
            description = "The cloud's own id of it, as `securityGroups` of a machine takes it.")
        String providerReference,
    @JsonProperty(required = true) String name,
    @Nullable String description,
    @JsonProperty(required = true) String account,
    @JsonProperty(required = true) String region,
    @Schema(
            description =
                "The cloud's own id of the virtual network whose machines it can guard, such as a"
                    + " VPC; a network is of it when that is its `parent`.")
        @Nullable String network,
    @JsonProperty(required = true) List<SecurityRuleView> rules,
    @JsonProperty(required = true) Map<String, String> tags,
    @JsonProperty(required = true) Instant observedAt) {

  public static SecurityGroupView of(String account, CloudSecurityGroup group) {
    return new SecurityGroupView(
        group.reference(),
        group.name(),
        group.description(),
        account,
        group.region(),
        group.network(),
        group.rules().stream().map(SecurityRuleView::of).toList(),
        group.tags(),
        group.observedAt());
  }
}
