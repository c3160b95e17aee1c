package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was measured over the latest calls to a cloud. */
@Schema(
    name = "AccountHealth",
    description =
        "What was measured over the latest calls to the cloud; figures are left out before the"
            + " first call.")
public record AccountHealthView(
    @Schema(description = "One figure for comparison.", minimum = "0", maximum = "1")
        @Nullable Double score,
    @Schema(description = "Share of calls that the cloud answered without a fault of its own.")
        @Nullable Double successRate,
    @Schema(description = "95th percentile of the time that a call took.")
        @Nullable Double latencyP95Millis,
    @JsonProperty(required = true) @Schema(description = "Calls refused for being too many.")
        long throttled,
    @Nullable String lastError,
    @Schema(description = "When the latest health check ended.") @Nullable Instant checkedAt,
    @JsonProperty(required = true) BreakerView breaker) {

  public static AccountHealthView of(Account account) {
    Account.Health health = account.health();
    return new AccountHealthView(
        health.score(account.state()),
        health.successRate(),
        health.latencyP95Millis(),
        health.throttled(),
        health.lastError(),
        health.checkedAt(),
        BreakerView.of(health.breaker()));
  }
}
