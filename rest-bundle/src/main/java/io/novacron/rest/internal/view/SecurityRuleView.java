package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.provider.SecurityRule.IcmpMessage;
import io.novacron.api.provider.SecurityRule.PortRange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a security group lets through. */
@Schema(name = "SecurityRule", description = "What a security group lets through.")
public record SecurityRuleView(
    @JsonProperty(required = true)
        @Schema(
            description = "`ingress` is to the machines of the group, `egress` from them.",
            allowableValues = {"ingress", "egress"})
        String direction,
    @JsonProperty(required = true)
        @Schema(
            description =
                "`tcp`, `udp`, `icmp`, `icmpv6`, `all`, or the number that IANA gave a protocol.")
        String protocol,
    @Schema(description = "First port of the range; left out when all are meant or there are none.")
        @Nullable Integer fromPort,
    @Schema(description = "Last port of the range.") @Nullable Integer toPort,
    @Schema(description = "Type of ICMP messages; left out when all are meant.")
        @Nullable Integer icmpType,
    @Schema(description = "Code of ICMP messages; left out when all are meant.")
        @Nullable Integer icmpCode,
    @JsonProperty(required = true)
        @Schema(
            description =
                "The other ends: blocks of addresses in CIDR notation, or the cloud's own ids of"
                    + " security groups or lists of addresses.")
        List<String> peers,
    @Nullable String description) {

  static SecurityRuleView of(SecurityRule rule) {
    PortRange ports = rule.ports();
    IcmpMessage icmp = rule.icmp();
    return new SecurityRuleView(
        rule.direction().wireName(),
        rule.protocol(),
        ports == null ? null : ports.from(),
        ports == null ? null : ports.to(),
        icmp == null ? null : icmp.type(),
        icmp == null ? null : icmp.code(),
        rule.peers(),
        rule.description());
  }
}
