package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.security.Confidential;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked for. */
@Schema(
    name = "MachineSpec",
    description = "What is asked for. Either a size or an instance type is given.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record MachineSpecView(
    @JsonProperty(required = true)
        @Schema(
            description = "Unique among the machines of the tenant that are not deleted.",
            pattern = "^[a-z][a-z0-9-]{0,62}$",
            example = "frankfurt-web")
        String name,
    @Schema(description = "Labels to find it by.", example = "{\"app\": \"shop\"}")
        @Nullable Map<String, String> labels,
    @Schema(description = "How big it must at least be; give this or `instanceType`.")
        @Nullable SizeView size,
    @Schema(description = "A cloud's own type; give this or `size`.", example = "m7g.xlarge")
        @Nullable String instanceType,
    @Schema(
            description =
                "Logical name of an image, or a cloud's own id; `ubuntu-24.04` when left out.",
            example = "ubuntu-24.04")
        @Nullable String image,
    @Schema(description = "Up to 16 disks beside the one of the image.")
        @Nullable List<DiskView> disks,
    @Schema(description = "A cloud's own id of a network; the account's default when left out.")
        @Nullable String network,
    @Schema(
            description =
                "Up to 16 of a cloud's own ids of security groups, which say what may reach it; needs"
                    + " `placement.account` and `placement.region`, which they belong to. The"
                    + " default of its network when left out.")
        @Nullable List<String> securityGroups,
    @Schema(description = "Up to 16 public keys in OpenSSH's one-line form.")
        @Nullable List<String> sshKeys,
    @Nullable MarketView market,
    @Nullable PlacementView placement,
    @Schema(
            description =
                "What it runs at its first boot, up to 16 KiB as UTF-8. Write-only: an answer holds"
                    + " its keyed digest.",
            example = "#!/bin/sh\necho hello")
        @Nullable String userData,
    @Schema(
            description =
                "The template that it is made from. What is given beside it wins over what the"
                    + " template says; a field that has its default counts as not given.")
        @Nullable TemplateReferenceView template) {

  static MachineSpecView of(MachineSpec spec) {
    return new MachineSpecView(
        spec.name(),
        spec.labels(),
        SizeView.of(spec.size()),
        spec.instanceType(),
        spec.image(),
        spec.disks().stream().map(DiskView::of).toList(),
        spec.network(),
        spec.securityGroups(),
        spec.sshKeys(),
        MarketView.of(spec.market()),
        PlacementView.of(spec.placement()),
        spec.userData() instanceof Confidential.Digested known ? known.digest() : null,
        TemplateReferenceView.of(spec.template()));
  }

  /** The same for the service, with defaults filled in. */
  public MachineSpec toSpec() {
    return new MachineSpec(
        name,
        labels == null ? Map.of() : labels,
        SizeView.toSize(size),
        instanceType,
        image == null ? MachineSpec.DEFAULT_IMAGE : image,
        disks == null ? List.of() : disks.stream().map(DiskView::toDisk).toList(),
        network,
        securityGroups == null ? List.of() : securityGroups,
        sshKeys == null ? List.of() : sshKeys,
        MarketView.toMarket(market),
        PlacementView.toConstraints(placement),
        userData == null ? null : Confidential.of(userData),
        template == null ? null : template.toReference());
  }
}
