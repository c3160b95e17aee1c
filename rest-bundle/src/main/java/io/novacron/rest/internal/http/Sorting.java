package io.novacron.rest.internal.http;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: one key, with a hyphen before it for the other direction. Only keys that
 * never change are offered, or pages would miss items that move while they are read.
 *
 * @param key the key; absent when the usual order is asked for
 * @param descending whether the greatest come first
 */
public record Sorting(@Nullable String key, boolean descending) {
  private static final String PARAMETER = "sort";

  /**
   * Reads the query parameter {@code sort}.
   *
   * @param keys those that this list can be sorted by
   */
  public static Sorting of(@Nullable String value, String... keys) {
    if (value == null) {
      return new Sorting(null, false);
    }
    boolean descending = value.startsWith("-");
    String key = descending ? value.substring(1) : value;
    if (!List.of(keys).contains(key)) {
      throw RejectedException.parameter(
          PARAMETER,
          "must be one of "
              + Stream.of(keys)
                  .flatMap(each -> Stream.of(each, "-" + each))
                  .collect(Collectors.joining(", ")));
    }
    return new Sorting(key, descending);
  }

  /** Whether the least come first by the key, and not in the usual order. */
  public boolean ascending() {
    return key != null && !descending;
  }
}
