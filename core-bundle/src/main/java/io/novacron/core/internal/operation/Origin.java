package io.novacron.core.internal.operation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The create that a machine came from, for a delete that must find out whether anything was made.
 *
 * @param token the token of the create
 * @param sentAt when it was last sent; absent when it never was
 * @param repeated whether it was sent more than once, so that a cloud that honours no token may
 *     have made more than one machine
 */
public record Origin(String token, @Nullable Instant sentAt, boolean repeated) {
  public Origin {
    Objects.requireNonNull(token, "token");
  }
}
