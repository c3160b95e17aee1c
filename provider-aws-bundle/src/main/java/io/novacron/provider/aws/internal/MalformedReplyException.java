package io.novacron.provider.aws.internal;

/** A reply that is not what AWS answers. */
final class MalformedReplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedReplyException(String message) {
    super(message);
  }
}
