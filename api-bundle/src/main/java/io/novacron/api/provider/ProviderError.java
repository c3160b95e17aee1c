package io.novacron.api.provider;

import io.novacron.api.error.Category;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a cloud refused, in our words and in its own.
 *
 * @param category one of the closed set
 * @param message what happened, as a sentence without secrets
 * @param providerCode the cloud's own code, unchanged
 * @param requestId the cloud's id of the request
 * @param scope what it is limited to, such as {@code region eu-west-1, type m7g.xlarge}
 * @param retryAfter how long the cloud asks us to wait
 */
public record ProviderError(
    Category category,
    String message,
    @Nullable String providerCode,
    @Nullable String requestId,
    @Nullable String scope,
    @Nullable Duration retryAfter) {
  public ProviderError {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(message, "message");
  }

  /** An error that the cloud gave no details of. */
  public static ProviderError of(Category category, String message) {
    return new ProviderError(category, message, null, null, null, null);
  }
}
