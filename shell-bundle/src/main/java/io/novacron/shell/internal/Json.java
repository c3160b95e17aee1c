package io.novacron.shell.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.novacron.api.catalog.Price;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.LiveFactor;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.provider.Throttle;
import io.novacron.api.security.Confidential;
import io.novacron.api.store.Page;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Values as JSON in the shapes of the REST interface. Safe for use by many threads. */
final class Json {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(Price.class, writer(Json::price))
                  // Every bare decimal of the API is an amount of US dollars.
                  .addSerializer(BigDecimal.class, writer(Json::money))
                  .addSerializer(Duration.class, writer(Json::seconds))
                  .addSerializer(Market.Kind.class, word(Market.Kind::wireName))
                  .addSerializer(Confidential.class, writer(Json::digest))
                  .addSerializer(OperationKind.class, word(OperationKind::wireName))
                  .addSerializer(
                      WaitingFor.Kind.class, word(kind -> kind.name().toLowerCase(Locale.ROOT))))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  String write(ObjectNode tree) {
    try {
      return mapper.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode object() {
    return mapper.createObjectNode();
  }

  ObjectNode machine(Machine machine) {
    ObjectNode shape = object();
    shape.put("id", machine.id());
    shape.put("tenant", machine.tenant());
    shape.put("name", machine.name());
    shape.set("labels", mapper.<ObjectNode>valueToTree(machine.spec().labels()));
    shape.setAll(mapper.<ObjectNode>valueToTree(machine));
    return shape;
  }

  ObjectNode template(Template template) {
    ObjectNode shape = object();
    shape.put("name", template.name());
    shape.put("tenant", template.tenant());
    shape.put("version", template.version());
    shape.put("latest", template.latest());
    shape.put("deleted", template.deleted());
    shape.put("description", template.content().description());
    ArrayNode parameters = shape.putArray("parameters");
    for (TemplateParameter parameter : template.content().parameters()) {
      ObjectNode entry = parameters.addObject();
      entry.put("name", parameter.name());
      entry.put("type", parameter.type().wireName());
      entry.put("description", parameter.description());
      entry.put("required", parameter.required());
      entry.put("default", parameter.defaultValue());
      entry.set("allowed", mapper.<ArrayNode>valueToTree(parameter.allowed()));
      // A bare decimal would be written as money.
      entry.put("min", parameter.min());
      entry.put("max", parameter.max());
      entry.put("pattern", parameter.pattern());
      entry.put("secret", parameter.secret());
    }
    TemplateTree.of(template.content().fields(), shape.putObject("spec"));
    shape.set("createdAt", mapper.<JsonNode>valueToTree(template.createdAt()));
    shape.put("createdBy", template.createdBy());
    shape.put("revision", template.revision());
    return shape;
  }

  ObjectNode plan(Plan plan) {
    ObjectNode shape = mapper.valueToTree(plan);
    // Differences are bare numbers in the REST interface's shape: they may be negative.
    shape.put("monthlyDelta", plan.monthlyDelta().toPlainString());
    ArrayNode actions = shape.putArray("actions");
    for (PlannedAction action : plan.actions()) {
      ObjectNode entry = mapper.valueToTree(action);
      if (action.hourlyDelta() != null) {
        entry.put("hourlyDelta", action.hourlyDelta().toPlainString());
      }
      actions.add(entry);
    }
    return shape;
  }

  ObjectNode snapshot(Snapshot snapshot) {
    return mapper.valueToTree(snapshot);
  }

  ObjectNode metrics(MachineMetrics metrics) {
    ObjectNode shape = object();
    shape.put("machine", metrics.machine());
    shape.put("source", metrics.source());
    shape.set("from", mapper.<JsonNode>valueToTree(metrics.from()));
    shape.set("to", mapper.<JsonNode>valueToTree(metrics.to()));
    shape.put("resolutionSeconds", metrics.resolution().toSeconds());
    shape.set("observedAt", mapper.<JsonNode>valueToTree(metrics.observedAt()));
    ArrayNode list = shape.putArray("series");
    for (MetricSeries series : metrics.series()) {
      ObjectNode entry = list.addObject();
      entry.put("name", series.name().wireName());
      entry.put("unit", series.name().unit());
      entry.set("points", mapper.<ArrayNode>valueToTree(series.points()));
    }
    return shape;
  }

  ObjectNode operation(Operation operation) {
    ObjectNode shape = mapper.valueToTree(operation);
    shape.put("done", operation.done());
    JsonNode items = shape.remove("items");
    if (items != null) {
      shape.putObject("result").set("items", items);
    }
    return shape;
  }

  ObjectNode decision(Decision decision) {
    return mapper.valueToTree(decision);
  }

  ObjectNode factor(LiveFactor factor) {
    ObjectNode shape = object();
    shape.put("name", factor.definition().name());
    shape.put("group", factor.definition().group());
    shape.put("unit", factor.definition().unit());
    shape.put("moreIsBetter", factor.definition().utility().moreIsBetter());
    shape.put("changing", factor.definition().validity() == FactorDefinition.Validity.DECISION);
    shape.put("source", factor.source());
    shape.put("origin", factor.definition().origin());
    return shape;
  }

  ObjectNode replay(Replay replay) {
    return mapper.valueToTree(replay);
  }

  ObjectNode spotAdvice(SpotAdvice advice) {
    ObjectNode shape = mapper.valueToTree(advice);
    shape.put("action", advice.action().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return shape;
  }

  ObjectNode account(Account account) {
    ObjectNode shape = mapper.valueToTree(account);
    // A set has no order of its own; the shape has one.
    shape.set(
        "capabilities",
        mapper.<ArrayNode>valueToTree(account.capabilities().stream().sorted().toList()));
    Double score = account.health().score(account.state());
    if (score != null) {
      shape.withObject("/health").put("score", score);
    }
    return shape;
  }

  ObjectNode providerVersion(ProviderVersion version) {
    return mapper.valueToTree(version);
  }

  ObjectNode throttle(Throttle throttle) {
    ObjectNode shape = mapper.valueToTree(throttle);
    shape.put("callClass", throttle.callClass().wireName());
    ObjectNode waiting = shape.putObject("waiting");
    for (Lane lane : Lane.values()) {
      waiting.put(lane.wireName(), throttle.waiting(lane));
    }
    return shape;
  }

  /** A list with the token of the page that follows, null on the last. */
  <T> ObjectNode page(Page<T> page, Function<? super T, ObjectNode> shape) {
    ObjectNode list = object();
    ArrayNode items = list.putArray("items");
    page.items().forEach(item -> items.add(shape.apply(item)));
    list.put("nextPageToken", page.nextPageToken());
    return list;
  }

  private static void price(Price price, JsonGenerator out) throws IOException {
    out.writePOJO(
        Map.of(
            "amount",
            price.amount().toPlainString(),
            "currency",
            price.currency(),
            "asOf",
            price.asOf(),
            "source",
            price.source()));
  }

  private static void money(BigDecimal amount, JsonGenerator out) throws IOException {
    out.writePOJO(Map.of("amount", amount.toPlainString(), "currency", "USD"));
  }

  /** Only digests come out of the control plane. */
  private static void digest(Confidential confidential, JsonGenerator out) throws IOException {
    out.writeString(
        confidential instanceof Confidential.Digested known ? known.digest() : "(secret)");
  }

  private static void seconds(Duration duration, JsonGenerator out) throws IOException {
    out.writeNumber(duration.toSeconds());
  }

  private static <T> JsonSerializer<T> word(Function<T, String> word) {
    return writer((value, out) -> out.writeString(word.apply(value)));
  }

  private static <T> JsonSerializer<T> writer(Writer<T> writer) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        writer.write(value, out);
      }
    };
  }

  private interface Writer<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }
}
