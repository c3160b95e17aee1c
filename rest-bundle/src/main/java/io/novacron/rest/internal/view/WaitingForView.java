package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.operation.WaitingFor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a live operation waits for. */
@Schema(name = "WaitingFor", description = "What a live operation waits for.")
public record WaitingForView(
    @JsonProperty(required = true)
        @Schema(
            allowableValues = {"provider", "budget", "retry", "owner"},
            example = "provider")
        String kind,
    @JsonProperty(required = true) Instant since,
    @Schema(description = "When it goes on at the latest, where that is known.")
        @Nullable Instant until) {

  static @Nullable WaitingForView of(@Nullable WaitingFor waiting) {
    return waiting == null
        ? null
        : new WaitingForView(
            waiting.kind().name().toLowerCase(Locale.ROOT), waiting.since(), waiting.until());
  }
}
