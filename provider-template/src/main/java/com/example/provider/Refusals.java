package com.example.provider;

import com.example.provider.cloud.CloudException;
import io.novacron.api.error.Category;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;

/** Puts refusals of the cloud into the control plane's words, and keeps the cloud's beside them. */
final class Refusals {
  private Refusals() {}

  /** What a refusal of the cloud is. */
  static ProviderError of(CloudException refusal, String scope) {
    return new ProviderError(
        category(refusal.code()), refusal.getMessage(), refusal.code(), null, scope, null);
  }

  /** A refusal of our own, made before the cloud is asked. */
  static <T> Outcome<T> refused(Category category, String message, String scope) {
    return new Outcome.Failed<>(new ProviderError(category, message, null, null, scope, null));
  }

  private static Category category(String code) {
    return switch (code) {
      case "NoSuchMachine" -> Category.NOT_FOUND;
      case "NoSuchType", "NoSuchImage", "BadPageToken" -> Category.INVALID;
      case "TokenReused", "WrongState" -> Category.CONFLICT;
      case "NoRoom" -> Category.CAPACITY;
      case "LimitReached" -> Category.QUOTA;
      case "SlowDown" -> Category.THROTTLED;
      case "AccessDenied" -> Category.DENIED;
      case "OutOfService" -> Category.UNAVAILABLE;
      // A code that is not known is the cloud's fault or our gap, not the user's.
      default -> Category.DEPENDENCY;
    };
  }
}
