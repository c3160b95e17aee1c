package io.novacron.rest.internal.http;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names requests, so that an answer can be found in the log and in the audit record. Thread-safe.
 */
public final class RequestIdentifiers {
  /** Header that carries the id. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final RandomGenerator random;

  /**
   * Makes a source of ids.
   *
   * @param random shared by threads, and asked for each request, so without a lock; an id opens
   *     nothing, and need not be hard to guess
   */
  public RequestIdentifiers(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Whether an id that came with a request can be kept; one that could forge a line of the log
   * can't.
   */
  static boolean legal(@Nullable String given) {
    return given != null && LEGAL.matcher(given).matches();
  }

  /** A new id. */
  public String next() {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return "req-" + HexFormat.of().formatHex(bytes);
  }
}
