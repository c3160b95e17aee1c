package io.novacron.api.error;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure, described so that a person knows what to do next and a program can act on it. Faces
 * render it as RFC 9457 problem details or as a line on a terminal.
 *
 * @param code stable machine-readable word for the exact cause, lower case with hyphens, such as
 *     {@code machine-not-found}
 * @param category one of the closed set
 * @param detail what happened, as a sentence for a person; never holds a secret or a stack trace
 * @param retryable whether the same request may succeed later
 * @param retryAfter how long to wait before trying again, when it is known
 * @param provider provider type that reported it, such as {@code aws}
 * @param providerCode the cloud's own word for it, unchanged
 * @param scope what the failure is limited to, such as {@code account prod-aws, region eu-west-1}
 * @param operation id of the operation concerned
 * @param errors the wrong fields, empty when it is not about fields
 * @param nextStep what the reader can do about it, as a sentence
 */
public record Problem(
    String code,
    Category category,
    String detail,
    boolean retryable,
    @Nullable Duration retryAfter,
    @Nullable String provider,
    @Nullable String providerCode,
    @Nullable String scope,
    @Nullable String operation,
    List<FieldError> errors,
    @Nullable String nextStep) {

  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(detail, "detail");
    errors = List.copyOf(errors);
  }

  /**
   * Starts a problem of the given code and category; {@code retryable} follows the category until
   * it is set.
   */
  public static Builder builder(String code, Category category, String detail) {
    return new Builder(code, category, detail);
  }

  /** Starts a copy of this problem. */
  public Builder toBuilder() {
    Builder builder = new Builder(code, category, detail);
    builder.retryable = retryable;
    builder.retryAfter = retryAfter;
    builder.provider = provider;
    builder.providerCode = providerCode;
    builder.scope = scope;
    builder.operation = operation;
    builder.errors = errors;
    builder.nextStep = nextStep;
    return builder;
  }

  /** Wraps this problem for throwing. */
  public ProblemException toException() {
    return new ProblemException(this);
  }

  /** Collects the parts of a problem; not thread-safe. */
  public static final class Builder {
    private final String code;
    private final Category category;
    private final String detail;
    private boolean retryable;
    private @Nullable Duration retryAfter;
    private @Nullable String provider;
    private @Nullable String providerCode;
    private @Nullable String scope;
    private @Nullable String operation;
    private List<FieldError> errors = List.of();
    private @Nullable String nextStep;

    private Builder(String code, Category category, String detail) {
      this.code = code;
      this.category = category;
      this.detail = detail;
      this.retryable = category.retryable();
    }

    public Builder retryable(boolean value) {
      retryable = value;
      return this;
    }

    public Builder retryAfter(@Nullable Duration value) {
      retryAfter = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder providerCode(@Nullable String value) {
      providerCode = value;
      return this;
    }

    public Builder scope(@Nullable String value) {
      scope = value;
      return this;
    }

    public Builder operation(@Nullable String value) {
      operation = value;
      return this;
    }

    public Builder errors(List<FieldError> value) {
      errors = List.copyOf(value);
      return this;
    }

    public Builder error(String pointer, String message) {
      errors = List.of(new FieldError(pointer, message));
      return this;
    }

    public Builder nextStep(@Nullable String value) {
      nextStep = value;
      return this;
    }

    public Problem build() {
      return new Problem(
          code,
          category,
          detail,
          retryable,
          retryAfter,
          provider,
          providerCode,
          scope,
          operation,
          errors,
          nextStep);
    }

    /** Builds the problem and wraps it for throwing. */
    public ProblemException toException() {
      return build().toException();
    }
  }
}
