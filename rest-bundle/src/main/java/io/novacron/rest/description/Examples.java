package io.novacron.rest.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One example for each operation, of what it is given and what it answers. They stand in {@code
 * examples.json} beside this class, by the name of the operation.
 */
final class Examples {
  private static final String FILE = "examples.json";

  private Examples() {}

  static void addTo(OpenAPI document) {
    JsonNode examples = read();
    document.getPaths().values().stream()
        .flatMap(item -> item.readOperations().stream())
        .forEach(operation -> add(examples.path(operation.getOperationId()), operation));
  }

  private static void add(JsonNode example, Operation operation) {
    if (operation.getRequestBody() != null && example.has("body")) {
      give(operation.getRequestBody().getContent(), example.get("body"));
    }
    if (operation.getParameters() != null) {
      for (Parameter parameter : operation.getParameters()) {
        JsonNode value = example.path("path").get(String.valueOf(parameter.getName()));
        if (value != null && "path".equals(parameter.getIn())) {
          parameter.setExample(plain(value));
        }
      }
    }
    for (Map.Entry<String, JsonNode> answer : example.path("answers").properties()) {
      ApiResponse response = operation.getResponses().get(answer.getKey());
      if (response != null) {
        give(response.getContent(), answer.getValue());
      }
    }
  }

  private static void give(@Nullable Content content, JsonNode value) {
    if (content != null) {
      content.values().stream()
          .filter(media -> value.isTextual() || !isText(media))
          .forEach(media -> media.setExample(plain(value)));
    }
  }

  /** An answer may also be had as a table or a picture, of which a JSON example is none. */
  private static boolean isText(MediaType media) {
    Schema<?> schema = media.getSchema();
    return schema != null && schema.getTypes() != null && schema.getTypes().contains("string");
  }

  private static Object plain(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.isInt() ? value.intValue() : value;
  }

  private static JsonNode read() {
    try (InputStream in = Examples.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("no " + FILE + " beside this class");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
