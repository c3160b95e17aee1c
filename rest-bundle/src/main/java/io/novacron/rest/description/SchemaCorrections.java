package io.novacron.rest.description;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What the annotations of the shapes can't say. */
final class SchemaCorrections {
  private SchemaCorrections() {}

  @SuppressWarnings("rawtypes") // So it is in the model of the library.
  static void apply(Map<String, Schema> schemas) {
    schemas.values().forEach(SchemaCorrections::dropReferenceBesideChoices);
    aboveZero(named(schemas, "Size"), "memoryGib");
    aboveZero(named(schemas, "Near"), "maxRttMillis");
    Schema<?> parameters = named(named(schemas, "FaultRequest").getProperties(), "parameters");
    parameters.setAdditionalProperties(singleValue());
    Schema<?> given = named(named(schemas, "TemplateReference").getProperties(), "parameters");
    given.setAdditionalProperties(singleValue());
    Map<String, Schema> parameter = named(schemas, "TemplateParameter").getProperties();
    parameter.put("default", described(singleValue(), named(parameter, "default")));
    named(parameter, "allowed").setItems(singleValue());
    schemas.remove("PlainValue");
    Map<String, Schema> rule = named(schemas, "PolicyRule").getProperties();
    rule.put("limit", described(decimal(), named(rule, "limit")));
    schemas.remove("Decimal");
  }

  /** A reference beside a list of choices would make the other choices void. */
  private static void dropReferenceBesideChoices(Schema<?> schema) {
    if (schema.getProperties() != null) {
      for (Schema<?> property : schema.getProperties().values()) {
        if (property.getAnyOf() != null) {
          property.set$ref(null);
        }
      }
    }
  }

  @SuppressWarnings("rawtypes") // So it is in the model of the library.
  private static Schema<?> named(Map<String, Schema> schemas, String name) {
    return Objects.requireNonNull(schemas.get(name), name);
  }

  private static void aboveZero(Schema<?> schema, String property) {
    Schema<?> number = named(schema.getProperties(), property);
    number.setMinimum(null);
    number.setExclusiveMinimumValue(BigDecimal.ZERO);
  }

  private static Schema<?> described(Schema<?> schema, Schema<?> former) {
    schema.setDescription(former.getDescription());
    return schema;
  }

  /** Single values are records in the code. */
  private static Schema<?> singleValue() {
    return ofTypes("boolean", "number", "string");
  }

  private static Schema<?> decimal() {
    return ofTypes("number", "string");
  }

  private static Schema<?> ofTypes(String... types) {
    Schema<Object> value = new JsonSchema();
    value.setTypes(new TreeSet<>(List.of(types)));
    return value;
  }
}
