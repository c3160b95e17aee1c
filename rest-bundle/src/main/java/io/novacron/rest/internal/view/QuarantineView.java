package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.Quarantine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The quarantine of an orphan. */
@Schema(
    name = "Quarantine",
    description = "An orphan that was stopped, and may be deleted when nobody has missed it.")
public record QuarantineView(
    @JsonProperty(required = true) @Schema(description = "When it was stopped.") Instant since,
    @JsonProperty(required = true) @Schema(description = "From when on it may be deleted.")
        Instant until,
    @JsonProperty(required = true) @Schema(description = "Principal who asked for it.") String by,
    @JsonProperty(required = true) @Schema(description = "Id of the latest operation on it.")
        String operation) {

  static @Nullable QuarantineView of(@Nullable Quarantine quarantine) {
    return quarantine == null
        ? null
        : new QuarantineView(
            quarantine.since(), quarantine.until(), quarantine.by(), quarantine.operation());
  }
}
