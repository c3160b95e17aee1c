package io.novacron.provider.simulator.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Chance that can be repeated: a value that follows from a seed and from what it is drawn for, not
 * from how many were drawn before, so that the interleaving of threads changes nothing.
 */
public final class Draw {
  private static final double UNIT = 0x1.0p-53;

  private final byte[] digest;

  private Draw(byte[] digest) {
    this.digest = digest;
  }

  /**
   * Draws.
   *
   * @param seed seed of the account
   * @param identity what it is drawn for; the first word should name the purpose
   */
  public static Draw of(long seed, String... identity) {
    MessageDigest sha = sha256();
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
    for (String part : identity) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      sha.update(bytes);
    }
    return new Draw(sha.digest());
  }

  /** Uniform in [0, 1). */
  public double unit() {
    return unit(0);
  }

  /** Uniform in 0 to {@code bound - 1}. */
  public int below(int bound) {
    return (int) (unit() * bound);
  }

  /** Standard normal, by the transform of Box and Muller (1958). */
  double gaussian() {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - unit(0)))
        * StrictMath.cos(2 * StrictMath.PI * unit(Long.BYTES));
  }

  /** Hexadecimal digits, at most 64. */
  public String hex(int digits) {
    return HexFormat.of().formatHex(digest).substring(0, digits);
  }

  /** In the form of a UUID. */
  public String uuid() {
    String hex = hex(32);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  private double unit(int offset) {
    return (ByteBuffer.wrap(digest).getLong(offset) >>> 11) * UNIT;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
