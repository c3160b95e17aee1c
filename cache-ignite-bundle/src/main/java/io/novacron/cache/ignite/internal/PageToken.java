package io.novacron.cache.ignite.internal;

import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.Key;
import io.novacron.api.store.Query;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Where a page ended: the key of its last record, with a digest over it and the query. It holds no
 * place on a node, so it stays good over a restart and on another node; the digest finds a token
 * that was changed or belongs to another query. It is no secret and grants nothing.
 */
final class PageToken {
  private static final int DIGEST_BYTES = 12;
  private static final char SEPARATOR = '|';

  private PageToken() {}

  static String encode(Query query, Key last) {
    String position = last.tenant() + SEPARATOR + last.partitionKey() + SEPARATOR + last.id();
    byte[] digest = digest(query, position);
    byte[] text = position.getBytes(StandardCharsets.US_ASCII);
    byte[] token = Arrays.copyOf(digest, DIGEST_BYTES + text.length);
    System.arraycopy(text, 0, token, DIGEST_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * Reads a token.
   *
   * @return the key of the last record of the page before
   * @throws InvalidPageTokenException when it was not made for this query
   */
  static Key decode(Query query, String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (bytes.length > DIGEST_BYTES) {
        String position =
            new String(bytes, DIGEST_BYTES, bytes.length - DIGEST_BYTES, StandardCharsets.US_ASCII);
        byte[] digest = Arrays.copyOf(bytes, DIGEST_BYTES);
        String[] parts = position.split("\\|", -1);
        if (parts.length == 3 && MessageDigest.isEqual(digest, digest(query, position))) {
          return new Key(parts[0], query.kind(), parts[1], parts[2]);
        }
      }
    } catch (IllegalArgumentException e) {
      // Told below: whatever is wrong with a token, the answer is the same.
    }
    throw new InvalidPageTokenException(
        "the page token was not made by this store for this query; start from the first page");
  }

  private static byte[] digest(Query query, String position) {
    StringBuilder text = new StringBuilder();
    append(text, query.tenant() == null ? "" : query.tenant());
    append(text, query.kind());
    append(text, query.order().name());
    new TreeMap<>(query.attributes())
        .forEach(
            (name, value) -> {
              append(text, name);
              append(text, value);
            });
    if (query.fromId() != null || query.beforeId() != null) {
      append(text, query.fromId() == null ? "" : query.fromId());
      append(text, query.beforeId() == null ? "" : query.beforeId());
    }
    append(text, position);
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(whole, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Appends a part with its length, so that no two lists of parts give the same text. */
  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
