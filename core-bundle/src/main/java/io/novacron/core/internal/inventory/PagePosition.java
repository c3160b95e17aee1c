package io.novacron.core.internal.inventory;

import io.novacron.api.store.InvalidPageTokenException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on that a cloud gives in pages of its own size: in which of its pages, and how
 * many of that page were given before.
 *
 * @param given how many were given before
 * @param cloudToken the cloud's token of its page; absent for the first
 */
record PagePosition(int given, @Nullable String cloudToken) {
  private static final Pattern TOKEN = Pattern.compile("([0-9]{1,9})(?::(.+))?", Pattern.DOTALL);

  /**
   * Reads a token that {@link #part} gave.
   *
   * @throws InvalidPageTokenException when it is none
   */
  static PagePosition of(@Nullable String token) {
    if (token == null) {
      return new PagePosition(0, null);
    }
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      throw new InvalidPageTokenException(token);
    }
    return new PagePosition(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }

  /**
   * What follows in the cloud's page.
   *
   * @param all all that is on the cloud's page
   * @param cloudNext the cloud's token of the page that follows
   * @param size most to give
   * @param page makes the answer of the items and the token of what follows
   */
  <T, P> P part(List<T> all, @Nullable String cloudNext, int size, Joining<T, P> page) {
    int from = Math.min(given, all.size());
    int to = Math.min(all.size(), from + size);
    @Nullable String next =
        to < all.size()
            ? new PagePosition(to, cloudToken).token()
            : cloudNext == null ? null : new PagePosition(0, cloudNext).token();
    return page.of(all.subList(from, to), next);
  }

  private String token() {
    return cloudToken == null ? Integer.toString(given) : given + ":" + cloudToken;
  }

  /** Makes a page. */
  @FunctionalInterface
  interface Joining<T, P> {
    P of(List<T> items, @Nullable String nextPageToken);
  }
}
