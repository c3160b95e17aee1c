package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;

/** JSON pointers into the body of a batch. */
final class Pointers {
  private Pointers() {}

  /** Where an item is, or its spec where it has one. */
  static String of(int index, BatchItem item) {
    return "/items/" + index + (item instanceof BatchItem.Create ? "/create" : "");
  }

  /** The problem of an item, with its fields named as in the body of the batch. */
  static Problem from(Problem problem, int index, BatchItem item) {
    String at = of(index, item);
    return problem.toBuilder()
        .errors(
            problem.errors().stream()
                .map(error -> new FieldError(in(at, error.pointer()), error.message()))
                .toList())
        .build();
  }

  /** A pointer within an item; what is no pointer stays out. */
  private static String in(String item, String pointer) {
    return pointer.startsWith("/") ? item + pointer : item;
  }
}
