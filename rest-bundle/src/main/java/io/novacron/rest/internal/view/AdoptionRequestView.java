package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.AdoptionRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine to be taken into care. */
@Schema(
    name = "AdoptionRequest",
    description = "A machine that was made by other means, to be taken into care.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record AdoptionRequestView(
    @JsonProperty(required = true) @Schema(example = "prod-aws") String account,
    @JsonProperty(required = true) @Schema(example = "eu-central-1") String region,
    @JsonProperty(required = true)
        @Schema(description = "The cloud's id of it.", example = "i-0c1f2a3b4d5e6f708")
        String reference,
    @JsonProperty(required = true)
        @Schema(pattern = "^[a-z][a-z0-9-]{0,62}$", example = "old-database")
        String name,
    @Nullable Map<String, String> labels) {

  /** The same for the service. */
  public AdoptionRequest toRequest() {
    return new AdoptionRequest(
        account, region, reference, name, labels == null ? Map.of() : labels);
  }
}
