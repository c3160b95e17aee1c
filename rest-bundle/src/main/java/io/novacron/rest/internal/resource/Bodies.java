package io.novacron.rest.internal.resource;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.rest.internal.http.RejectedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/** Whether a body is there. */
final class Bodies {
  private Bodies() {}

  /** A body that must be there: 400 otherwise. */
  static <T> T require(@Nullable T body) {
    if (body == null) {
      throw new RejectedException(
          400,
          Problem.builder("body-missing", Category.INVALID, "The request has no body.")
              .nextStep("Send a JSON object with Content-Type: application/json.")
              .build(),
          Map.of());
    }
    return body;
  }

  /** A body that may be there, whatever an empty one is called: 415 when it is not JSON. */
  static <T extends Record> Optional<T> optional(ContainerRequestContext request, Class<T> type) {
    if (!request.hasEntity()) {
      return Optional.empty();
    }
    MediaType given = request.getMediaType();
    if (given == null || !given.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      throw new NotSupportedException();
    }
    return Optional.ofNullable(((ContainerRequest) request).readEntity(type));
  }

  /** A body that must not be there, as it would be ignored: 400 otherwise. */
  static void requireNone(ContainerRequestContext request) {
    if (request.hasEntity()) {
      throw new RejectedException(
          400,
          Problem.builder("body-not-taken", Category.INVALID, "This request takes no body.")
              .nextStep("Send it without a body.")
              .build(),
          Map.of());
    }
  }
}
