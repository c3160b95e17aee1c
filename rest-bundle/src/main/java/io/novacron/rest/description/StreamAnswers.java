package io.novacron.rest.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;

/** Streams of events: a route says what its events are, and they come wrapped by the stream. */
final class StreamAnswers {
  private StreamAnswers() {}

  static void replaceIn(Operation operation) {
    operation
        .getResponses()
        .values()
        .forEach(
            response -> {
              MediaType stream =
                  response.getContent() == null
                      ? null
                      : response.getContent().get("text/event-stream");
              if (stream != null) {
                stream.setSchema(new JsonSchema().$ref("#/components/schemas/ServerSentEvent"));
              }
            });
  }
}
