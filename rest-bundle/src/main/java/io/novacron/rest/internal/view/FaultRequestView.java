package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.FaultRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A fault to be put in force. */
@Schema(
    name = "FaultRequest",
    description = "A fault that the simulated clouds are to have.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record FaultRequestView(
    @JsonProperty(required = true)
        @Schema(
            description = "Which fault; the answer to an unknown one lists those there are.",
            example = "lost-reply")
        String name,
    @Schema(
            description = "Account concerned; all simulated ones when left out.",
            example = "sim-aws")
        @Nullable String account,
    @Schema(description = "Region concerned; all when left out.") @Nullable String region,
    @Schema(description = "Call concerned; all when left out.", example = "create")
        @Nullable String action,
    @Schema(
            description = "After how many calls it ends by itself; never when left out.",
            minimum = "1",
            example = "1")
        @Nullable Integer times,
    @Schema(description = "Further values by name.", example = "{\"retryAfterMillis\": 500}")
        @Nullable Map<String, PlainValue> parameters) {

  /** The same for the service. */
  public FaultRequest toRequest() {
    return new FaultRequest(
        name,
        account,
        region,
        action,
        times,
        parameters == null
            ? Map.of()
            : parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text())));
  }
}
