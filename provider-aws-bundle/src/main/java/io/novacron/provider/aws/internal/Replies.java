package io.novacron.provider.aws.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/** Looks whether a reply is one of EC2's. */
final class Replies {
  private static final String NONE = "UNKNOWN";

  private Replies() {}

  /**
   * Accepts a reply that carries a request id, as all of EC2's do. The SDK takes any well-formed
   * XML for a reply in which nothing is listed, which would mean that all machines are gone.
   *
   * @return the reply
   * @throws MalformedReplyException for any other
   */
  static <T extends Ec2Response> T check(T reply) {
    String id = reply.responseMetadata() == null ? NONE : reply.responseMetadata().requestId();
    if (id == null || id.isBlank() || NONE.equals(id)) {
      throw new MalformedReplyException("it has no request id");
    }
    return reply;
  }

  /** The token of the page that follows; absent on the last, where some send an empty one. */
  static @Nullable String next(@Nullable String token) {
    return token == null || token.isEmpty() ? null : token;
  }
}
