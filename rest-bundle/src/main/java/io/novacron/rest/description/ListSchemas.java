package io.novacron.rest.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The form of lists: a route says what its items are, and they come as a page. */
final class ListSchemas {
  private final OpenAPI document;

  ListSchemas(OpenAPI document) {
    this.document = document;
  }

  void replaceIn(Operation operation) {
    operation
        .getResponses()
        .values()
        .forEach(
            response -> {
              if (response.getContent() != null) {
                response.getContent().values().forEach(this::replaceIn);
              }
            });
  }

  private void replaceIn(MediaType content) {
    Schema<?> schema = content.getSchema();
    Schema<?> items = schema == null ? null : schema.getItems();
    if (items == null || items.get$ref() == null) {
      return;
    }
    String name = items.get$ref().substring(items.get$ref().lastIndexOf('/') + 1) + "Page";
    document.getComponents().addSchemas(name, page(schema));
    content.setSchema(new JsonSchema().$ref("#/components/schemas/" + name));
  }

  private static Schema<?> page(Schema<?> items) {
    Schema<Object> token = new JsonSchema();
    token.setTypes(new TreeSet<>(List.of("null", "string")));
    token.setDescription("Where the next page begins; null on the last.");
    Schema<Object> page = new JsonSchema();
    page.setTypes(Set.of("object"));
    page.setDescription("A part of a list.");
    page.addProperty("items", items);
    page.addProperty("nextPageToken", token);
    page.setRequired(List.of("items", "nextPageToken"));
    return page;
  }
}
