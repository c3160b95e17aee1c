package io.novacron.core.internal.placement;

/** Something that a decision was made from is not kept, so that it cannot be made again. */
final class MissingInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingInputException(String what, String digest) {
    super("its " + what + " (digest " + digest + ") is not kept");
  }
}
