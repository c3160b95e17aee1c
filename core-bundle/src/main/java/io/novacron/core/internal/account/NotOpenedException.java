package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import java.util.Objects;

/** A provider could not be opened for an account. */
final class NotOpenedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Category category;

  NotOpenedException(Category category, String why) {
    super(why);
    this.category = Objects.requireNonNull(category, "category");
  }

  /** INVALID when the settings are wrong. */
  Category category() {
    return category;
  }

  /** Why, as a sentence. */
  String why() {
    return String.valueOf(getMessage());
  }
}
