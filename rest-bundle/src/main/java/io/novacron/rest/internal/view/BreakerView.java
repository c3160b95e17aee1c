package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Breaker;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether calls to an account are let through. */
@Schema(
    name = "Breaker",
    description =
        "Whether calls to the account are let through: all (CLOSED), none because its cloud seems"
            + " to be down (OPEN), or a few to see whether it is back (HALF_OPEN).")
public record BreakerView(
    @JsonProperty(required = true) Breaker.State state,
    @Schema(description = "Until when none is; left out unless it is open.")
        @Nullable Instant until) {

  static BreakerView of(Breaker breaker) {
    return new BreakerView(breaker.state(), breaker.until());
  }
}
