package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Disk;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A disk beside the one of the image. */
@Schema(
    name = "Disk",
    description = "A disk beside the one of the image.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record DiskView(
    @JsonProperty(required = true)
        @Schema(description = "Size in GiB.", minimum = "1", maximum = "65536", example = "100")
        Integer sizeGib,
    @Schema(
            description = "Kind of disk; `standard` when left out.",
            allowableValues = {"standard", "ssd"},
            example = "ssd")
        @Nullable String kind) {
  private static final String DEFAULT_KIND = "standard";

  static DiskView of(Disk disk) {
    return new DiskView(disk.sizeGib(), disk.kind());
  }

  Disk toDisk() {
    return new Disk(sizeGib, kind == null ? DEFAULT_KIND : kind);
  }
}
