package io.novacron.core.internal.placement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Builds a SHA-256 over named parts. Each part is written with its length, so that no two lists of
 * parts give the same input. Not thread-safe.
 */
final class Digests {
  private final MessageDigest sha256 = sha256();

  /** Adds a part. */
  Digests add(String name, String value) {
    return add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a part. */
  Digests add(String name, byte[] value) {
    sha256.update((name + ' ' + value.length + '\n').getBytes(StandardCharsets.UTF_8));
    sha256.update(value);
    return this;
  }

  /** The digest in hexadecimal; starts anew. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
