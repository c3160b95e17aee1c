package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.CloudNetwork;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network at a cloud that machines can be put into. */
@Schema(
    name = "Network",
    description = "A network at a cloud that machines can be put into; at AWS a subnet.")
public record NetworkView(
    @JsonProperty(required = true)
        @Schema(description = "The cloud's own id of it, as `network` of a machine takes it.")
        String providerReference,
    @Nullable String name,
    @JsonProperty(required = true) String account,
    @JsonProperty(required = true) String region,
    @Schema(
            description =
                "The only zone whose machines it takes, where it does not span the region.")
        @Nullable String zone,
    @Schema(
            description =
                "The cloud's own id of the virtual network that it is a part of, such as a VPC.")
        @Nullable String parent,
    @JsonProperty(required = true)
        @Schema(description = "Blocks that addresses are given from, in CIDR notation.")
        List<String> addressRanges,
    @Schema(description = "IPv4 addresses that are left for machines, where the cloud tells.")
        @Nullable Long freeAddresses,
    @JsonProperty(required = true)
        @Schema(
            description =
                "Whether a machine that names no network gets this one, when it is in its zone.")
        boolean usedByDefault,
    @JsonProperty(required = true) Map<String, String> tags,
    @JsonProperty(required = true) Instant observedAt) {

  public static NetworkView of(String account, CloudNetwork network) {
    return new NetworkView(
        network.reference(),
        network.name(),
        account,
        network.region(),
        network.zone(),
        network.parent(),
        network.addressRanges(),
        network.freeAddresses(),
        network.usedByDefault(),
        network.tags(),
        network.observedAt());
  }
}
