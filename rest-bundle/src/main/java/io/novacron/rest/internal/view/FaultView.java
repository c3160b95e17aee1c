package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fault in force. */
@Schema(name = "Fault", description = "A fault that the simulated clouds have at present.")
public record FaultView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(example = "lost-reply") String name,
    @Nullable String account,
    @Nullable String region,
    @Nullable String action,
    @Schema(description = "After how many calls it ends by itself.") @Nullable Integer times,
    @JsonProperty(required = true) Map<String, String> parameters,
    @JsonProperty(required = true) Instant since,
    @Schema(description = "How many more calls it will hit; left out when there is no end.")
        @Nullable Integer remaining,
    @JsonProperty(required = true) @Schema(description = "How many calls it has hit.") long hits) {

  public static FaultView of(Fault fault) {
    FaultRequest request = fault.request();
    return new FaultView(
        fault.id(),
        request.name(),
        request.account(),
        request.region(),
        request.action(),
        request.times(),
        request.parameters(),
        fault.since(),
        fault.remaining(),
        fault.hits());
  }
}
