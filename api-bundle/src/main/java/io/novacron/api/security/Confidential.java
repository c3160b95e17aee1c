package io.novacron.api.security;

import java.util.Objects;

/**
 * A text that may hold secrets: given once, and told from then on by its digest only. Neither form
 * prints the text.
 */
public sealed interface Confidential {
  /** Begins the digests of confidential texts. */
  String DIGEST_PREFIX = "hmac-sha256:";

  /**
   * The text itself, on its way in.
   *
   * @param text the text
   */
  record Given(Secret text) implements Confidential {
    public Given {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * What is told of it afterwards.
   *
   * @param digest {@value #DIGEST_PREFIX} and 64 hexadecimal digits; keyed by the installation, so
   *     that equal texts can be told without the text being guessable
   */
  record Digested(String digest) implements Confidential {
    public Digested {
      Objects.requireNonNull(digest, "digest");
    }
  }

  /** A text on its way in. */
  static Confidential of(String text) {
    return new Given(Secret.of(text));
  }
}
