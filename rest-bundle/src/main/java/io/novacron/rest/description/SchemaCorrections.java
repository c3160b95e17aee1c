package io.novacron.rest.description;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    for (String template : List.of("Template", "TemplateRequest", "TemplateVersionRequest")) {
      anyFields(named(named(schemas, template).getProperties(), "spec"));
    }
    anyFields(named(named(schemas, "Event").getProperties(), "data"));
    schemas.put("ServerSentEvent", serverSentEvent());
    schemas.put("MoneyDifference", moneyDifference(named(schemas, "Money")));
    difference(named(schemas, "Replay"), "regretPerHour");
    difference(named(schemas, "ReplayedDecision"), "regretPerHour");
    Schema<?> labels = named(named(schemas, "MachinePatch").getProperties(), "labels");
    labels.setAdditionalProperties(ofTypes("null", "string"));
    schemas.values().forEach(SchemaCorrections::textInExamples);
    decimals(named(schemas, "PolicyRule"), "limit");
    decimals(named(schemas, "BudgetRequest"), "amount");
    decimals(named(schemas, "BudgetVersionRequest"), "amount");
    decimals(named(schemas, "ReplayPrice"), "pricePerHour");
    decimals(named(schemas, "SpotPrice"), "pricePerHour");
    decimals(named(schemas, "SpotAdviceRequest"), "moveCost", "onDemandPerHour", "restartCost");
    schemas.remove("Decimal");
  }

  /** A decimal number is taken as a text and as a number. */
  @SuppressWarnings("rawtypes") // So it is in the model of the library.
  private static void decimals(Schema<?> schema, String... names) {
    Map<String, Schema> properties = schema.getProperties();
    for (String name : names) {
      Schema<?> former = named(properties, name);
      Schema<?> decimal = described(decimal(), former);
      if (former.getExamples() != null) {
        setExamples(decimal, former.getExamples().get(0).toString());
      }
      properties.put(name, decimal);
    }
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

  /** An object whose fields a schema can't tell. */
  private static void anyFields(Schema<?> schema) {
    schema.setTypes(Set.of("object"));
    schema.setAdditionalProperties(true);
  }

  private static Schema<?> serverSentEvent() {
    Schema<Object> data = new JsonSchema();
    data.setTypes(Set.of("string"));
    data.setDescription("The event as JSON, or the problem that an `end` gives as its reason.");
    data.setContentMediaType("application/json");
    data.setContentSchema(new JsonSchema().$ref("#/components/schemas/Event"));
    Schema<Object> event = new JsonSchema();
    event.setTypes(Set.of("object"));
    event.setDescription("An event as the stream carries it.");
    event.addProperty("id", text("Where to go on after it: the cursor."));
    event.addProperty("event", text("The type of the event, or `end`."));
    event.addProperty("data", data);
    event.setRequired(List.of("data", "event", "id"));
    return event;
  }

  private static Schema<?> text(String description) {
    Schema<Object> text = new JsonSchema();
    text.setTypes(Set.of("string"));
    text.setDescription(description);
    return text;
  }

  /** The library takes a decimal number in an example for a number even where it is a text. */
  private static void textInExamples(Schema<?> schema) {
    if (schema.getProperties() != null) {
      for (Schema<?> property : schema.getProperties().values()) {
        Object example = property.getExample();
        if (example != null && isText(property) && !(example instanceof String)) {
          property.setExample(null);
          property.setExampleSetFlag(false);
          setExamples(property, example.toString());
        }
      }
    }
  }

  private static boolean isText(Schema<?> schema) {
    return "string".equals(schema.getType()) || Set.of("string").equals(schema.getTypes());
  }

  @SuppressWarnings("unchecked") // The examples of a text are texts.
  private static void setExamples(Schema<?> schema, String example) {
    ((Schema<Object>) schema).setExamples(List.of(example));
  }

  /** The difference of two amounts may be below zero, unlike an amount. */
  private static Schema<?> moneyDifference(Schema<?> money) {
    Schema<Object> amount = new JsonSchema();
    amount.setTypes(Set.of("string"));
    amount.setPattern("^-?[0-9]{1,12}(\\.[0-9]{1,9})?$");
    setExamples(amount, "-0.0120");
    Schema<Object> difference = new JsonSchema();
    difference.setTypes(Set.of("object"));
    difference.setDescription("By how much an amount of money is more, or less, than another.");
    difference.addProperty("amount", amount);
    difference.addProperty("currency", named(money.getProperties(), "currency"));
    difference.setRequired(List.of("amount", "currency"));
    return difference;
  }

  private static void difference(Schema<?> schema, String property) {
    named(schema.getProperties(), property).set$ref("#/components/schemas/MoneyDifference");
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
