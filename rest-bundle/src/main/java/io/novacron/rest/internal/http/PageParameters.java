package io.novacron.rest.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param size most items in the answer
 * @param token where to go on, as an earlier page gave it
 */
public record PageParameters(int size, @Nullable String token) {
  /** The largest page. */
  public static final int MOST = 1000;

  private static final int USUAL = 100;
  private static final int LONGEST_TOKEN = 4096;

  /** Reads the query parameters {@code pageSize} and {@code pageToken}. */
  public static PageParameters of(@Nullable String size, @Nullable String token) {
    if (token != null && (token.isEmpty() || token.length() > LONGEST_TOKEN)) {
      throw RejectedException.parameter(
          "pageToken", "must be the nextPageToken of an earlier page, unchanged");
    }
    return new PageParameters(
        size == null ? USUAL : Parameters.integer("pageSize", size, 1, MOST), token);
  }
}
