package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problem details of RFC 9457 with our extension members. */
@Schema(
    name = "Problem",
    description = "What went wrong and what to do about it (RFC 9457, application/problem+json).")
public record ProblemView(
    @JsonProperty(required = true)
        @Schema(
            description =
                "Identifies the kind of problem by its `code`; what it means stands at this address.",
            example = "/problems/machine-not-found")
        String type,
    @JsonProperty(required = true) @Schema(example = "Not found") String title,
    @JsonProperty(required = true) @Schema(description = "HTTP status.", example = "404")
        int status,
    @JsonProperty(required = true)
        @Schema(
            description = "What happened, for a person.",
            example = "There is no machine vm-01.")
        String detail,
    @Schema(description = "Path of the request that met with it.", example = "/api/v1/vms/vm-01")
        @Nullable String instance,
    @JsonProperty(required = true)
        @Schema(description = "Stable word for the exact cause.", example = "machine-not-found")
        String code,
    @JsonProperty(required = true) Category category,
    @JsonProperty(required = true)
        @Schema(description = "Whether the same request may succeed later.")
        boolean retryable,
    @Schema(description = "Seconds to wait before trying again, when known.", minimum = "0")
        @Nullable Long retryAfter,
    @Schema(description = "Provider that reported it.") @Nullable String provider,
    @Schema(description = "The cloud's own word for it.") @Nullable String providerCode,
    @Schema(description = "What the failure is limited to.") @Nullable String scope,
    @Schema(description = "Id of the operation concerned.") @Nullable String operation,
    @Schema(description = "The wrong fields.") @Nullable List<ErrorView> errors,
    @Schema(description = "What the reader can do about it.") @Nullable String nextStep,
    @Schema(description = "Id of the request; the log has it too.") @Nullable String requestId) {
  private static final String TYPE_PREFIX = "/problems/";

  /** A problem that belongs to no request, such as the error of an operation. */
  public static ProblemView of(Problem problem) {
    return of(problem, StatusOf.category(problem.category()), null, null);
  }

  /**
   * A problem as the answer to a request.
   *
   * @param status HTTP status of the answer
   * @param instance path of the request
   * @param requestId id of the request
   */
  public static ProblemView of(
      Problem problem, int status, @Nullable String instance, @Nullable String requestId) {
    Duration wait = problem.retryAfter();
    List<FieldError> errors = problem.errors();
    return new ProblemView(
        TYPE_PREFIX + problem.code(),
        title(problem.category()),
        status,
        problem.detail(),
        instance,
        problem.code(),
        problem.category(),
        problem.retryable(),
        wait == null ? null : seconds(wait),
        problem.provider(),
        problem.providerCode(),
        problem.scope(),
        problem.operation(),
        errors.isEmpty()
            ? null
            : errors.stream().map(e -> new ErrorView(e.pointer(), e.message())).toList(),
        problem.nextStep(),
        requestId);
  }

  /** Whole seconds, rounded up so that nobody comes back too early. */
  public static long seconds(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }

  private static String title(Category category) {
    return switch (category) {
      case INVALID -> "The request is not valid";
      case UNAUTHENTICATED -> "Proof of identity is needed";
      case DENIED -> "Not allowed";
      case NOT_FOUND -> "Not found";
      case CONFLICT -> "In conflict with what is there";
      case QUOTA -> "A quota or budget is reached";
      case CAPACITY -> "The cloud has no capacity left";
      case THROTTLED -> "Too many requests";
      case UNSUPPORTED -> "Not supported";
      case UNKNOWN_OUTCOME -> "It is not known whether it took effect";
      case DEPENDENCY -> "Something that is depended on failed";
      case PARTIAL -> "Some parts succeeded and others did not";
      case UNAVAILABLE -> "Not available right now";
      case INTERNAL -> "A defect of the server";
    };
  }

  /**
   * One wrong field.
   *
   * @param pointer JSON pointer, or the bare name of a query parameter or header
   * @param message what is wrong and what is legal
   */
  @Schema(name = "FieldError", description = "One wrong field of a request.")
  public record ErrorView(
      @JsonProperty(required = true)
          @Schema(
              description =
                  "JSON pointer of the field; for a query parameter or header its bare name.",
              example = "/size/vcpus")
          String pointer,
      @JsonProperty(required = true) @Schema(example = "is missing") String message) {}
}
