package io.novacron.rest.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Page tokens of lists that are in memory. A token names the list that it was made for, filters
 * included, and is refused for any other.
 */
public final class Cursor {
  private static final char SEPARATOR = '\n';
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final String list;

  /**
   * Makes the cursor of a list.
   *
   * @param list names the list, with its filters and the digest of what it is taken from
   */
  public Cursor(String list) {
    this.list = EntityTags.ofText(list).getValue();
  }

  /** The token of the page that begins after this position. */
  public String token(String position) {
    return ENCODER.encodeToString((list + SEPARATOR + position).getBytes(StandardCharsets.UTF_8));
  }

  /** The position in a token; absent when there is no token. */
  public @Nullable String position(@Nullable String token) {
    if (token == null) {
      return null;
    }
    try {
      String text = new String(DECODER.decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(list + SEPARATOR)) {
        return text.substring(list.length() + 1);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw RejectedException.parameter(
        "pageToken",
        "is not one of this list with these filters as it is now; begin again without it");
  }
}
