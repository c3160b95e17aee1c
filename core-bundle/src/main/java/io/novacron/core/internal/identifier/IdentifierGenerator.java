package io.novacron.core.internal.identifier;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes opaque ids that sort by the time at which they were made: a prefix, a hyphen, and 26 digits
 * of Crockford's base 32 in lower case (48 bits of milliseconds, 80 random bits). Each id is
 * greater than the one before, also within a millisecond and when the clock is set back. They are
 * legal in keys of the state store and as values of labels of all clouds.
 *
 * <p>Safe for use by many threads.
 */
public final class IdentifierGenerator {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int LENGTH = 26;
  private static final int RANDOM_BITS = 80;

  private final Clock clock;
  private final RandomGenerator random;
  private long lastMillis = -1;
  private BigInteger last = BigInteger.ZERO;

  /**
   * Makes a generator.
   *
   * @param clock the time
   * @param random chance; a seeded one gives a repeatable sequence
   */
  public IdentifierGenerator(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * The next id.
   *
   * @param prefix what it is an id of, such as {@code vm}: lower-case letters and digits
   */
  public String next(String prefix) {
    return prefix + "-" + digits(nextNumber());
  }

  /**
   * An id that all made at a time or later are greater than or equal to, and all made before are
   * less than.
   */
  public static String lowest(String prefix, Instant time) {
    long millis = Math.max(0, time.toEpochMilli());
    return prefix + "-" + digits(BigInteger.valueOf(millis).shiftLeft(RANDOM_BITS));
  }

  /** When an id was made, to the millisecond; empty for what this class has not made. */
  public static Optional<Instant> madeAt(String id) {
    int hyphen = id.lastIndexOf('-');
    String digits = id.substring(hyphen + 1);
    if (hyphen < 1 || digits.length() != LENGTH) {
      return Optional.empty();
    }
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < LENGTH; i++) {
      int digit = Arrays.binarySearch(DIGITS, digits.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      number = number.shiftLeft(5).or(BigInteger.valueOf(digit));
    }
    BigInteger millis = number.shiftRight(RANDOM_BITS);
    return millis.bitLength() > 48
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(millis.longValue()));
  }

  private synchronized BigInteger nextNumber() {
    long millis = clock.millis();
    if (millis > lastMillis) {
      lastMillis = millis;
      byte[] bytes = new byte[RANDOM_BITS / Byte.SIZE];
      random.nextBytes(bytes);
      last = BigInteger.valueOf(millis).shiftLeft(RANDOM_BITS).add(new BigInteger(1, bytes));
    } else {
      // A step of random width keeps the order without making the next id easy to guess.
      last = last.add(BigInteger.valueOf(1 + (random.nextLong() >>> 1)));
    }
    return last;
  }

  private static String digits(BigInteger number) {
    char[] text = new char[LENGTH];
    BigInteger rest = number;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS[rest.intValue() & 31];
      rest = rest.shiftRight(5);
    }
    return new String(text);
  }
}
