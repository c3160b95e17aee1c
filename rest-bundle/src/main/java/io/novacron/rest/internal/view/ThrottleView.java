package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Throttle;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many calls of one class a region of an account takes, and what waits for it. */
@Schema(
    name = "Throttle",
    description =
        "How many calls of one class a region of an account takes, as far as is known, and what"
            + " waits for it. Rate, limit and tokens are left out until the cloud has throttled:"
            + " there is no limit then.")
public record ThrottleView(
    @JsonProperty(required = true) @Schema(example = "sim-aws") String account,
    @JsonProperty(required = true) @Schema(example = "eu-central-1") String region,
    @JsonProperty(required = true)
        @Schema(description = "Class of calls: read, create, change or delete.", example = "read")
        String callClass,
    @Schema(description = "Calls per second that are made at most now.")
        @Nullable Double ratePerSecond,
    @Schema(description = "The cloud's limit as it was learnt last, in calls per second.")
        @Nullable Double limitPerSecond,
    @Schema(description = "Calls that may be made at once.") @Nullable Double tokens,
    @JsonProperty(required = true) @Schema(description = "Calls under way.") int inFlight,
    @JsonProperty(required = true) Waiting waiting,
    @JsonProperty(required = true)
        @Schema(description = "Replies that said that there were too many calls.")
        long throttled,
    @Schema(description = "When the latest of them came.") @Nullable Instant throttledAt,
    @Schema(description = "Until when no call is made, as the cloud asked.")
        @Nullable Instant pausedUntil) {

  public static ThrottleView of(Throttle throttle) {
    return new ThrottleView(
        throttle.account(),
        throttle.region(),
        throttle.callClass().wireName(),
        throttle.ratePerSecond(),
        throttle.limitPerSecond(),
        throttle.tokens(),
        throttle.inFlight(),
        new Waiting(
            throttle.waiting(Lane.INTERRUPT),
            throttle.waiting(Lane.DELETE),
            throttle.waiting(Lane.INTERACTIVE),
            throttle.waiting(Lane.BACKGROUND)),
        throttle.throttled(),
        throttle.throttledAt(),
        throttle.pausedUntil());
  }

  /** Calls that wait for their turn, by lane. */
  @Schema(name = "ThrottleWaiting", description = "Calls that wait for their turn, by lane.")
  public record Waiting(
      @JsonProperty(required = true) int interrupt,
      @JsonProperty(required = true) int delete,
      @JsonProperty(required = true) int interactive,
      @JsonProperty(required = true) int background) {}
}
