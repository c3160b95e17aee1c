package io.novacron.shell.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Size;
import io.novacron.api.security.Confidential;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A batch in a file, in the shape of the REST interface. */
final class BatchFile {
  private static final String OPTION = "file";
  private static final Set<String> FIELDS = Set.of("items", "policy", "minimum");
  private static final Set<String> ACTION_FIELDS =
      Set.of("action", "id", "force", "size", "instanceType");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Market.Kind.class, reader(BatchFile::market))
                  .addDeserializer(BigDecimal.class, reader(BatchFile::amount))
                  .addDeserializer(
                      Confidential.class, reader(node -> Confidential.of(node.asText()))))
          .build();

  private final Values values;

  private BatchFile(Values values) {
    this.values = values;
  }

  /** Reads a file on the node; what is wrong is told to the values, the request then useless. */
  static BatchRequest read(String file, Values values) {
    return new BatchFile(values).read(NodeFile.text(OPTION, file, values));
  }

  private BatchRequest read(String text) {
    JsonNode tree = tree(text);
    unknown(tree, "", FIELDS);
    BatchPolicy policy = values.word("/policy", tree.path("policy").asText(""), BatchPolicy.class);
    List<BatchItem> items = new ArrayList<>();
    JsonNode listed = tree.path("items");
    for (int i = 0; i < listed.size(); i++) {
      BatchItem item = item(listed.get(i), "/items/" + i);
      if (item != null) {
        items.add(item);
      }
    }
    return new BatchRequest(
        items,
        policy == null ? BatchPolicy.ALL_OR_NOTHING : policy,
        tree.hasNonNull("minimum")
            ? values.integer("/minimum", tree.get("minimum").asText())
            : null);
  }

  private JsonNode tree(String text) {
    if (!text.isEmpty()) {
      try {
        JsonNode tree = MAPPER.readTree(text);
        if (tree.isObject()) {
          return tree;
        }
        values.wrong(OPTION, "must hold a JSON object");
      } catch (JsonProcessingException e) {
        values.wrong(OPTION, "must be JSON, but " + reason(e));
      }
    }
    return MAPPER.createObjectNode();
  }

  private @Nullable BatchItem item(JsonNode node, String at) {
    if (node.path("create") instanceof ObjectNode create && node.size() == 1) {
      MachineSpec spec = bound(completed(create), MachineSpec.class, at + "/create");
      return spec == null ? null : new BatchItem.Create(spec);
    }
    if (!node.path("action").isTextual() || !node.path("id").isTextual()) {
      values.wrong(at, "must have either create, or both action and id");
      return null;
    }
    unknown(node, at, ACTION_FIELDS);
    MachineAction action =
        values.word(at + "/action", node.get("action").asText(), MachineAction.class);
    Size size = node.hasNonNull("size") ? bound(node.get("size"), Size.class, at + "/size") : null;
    String type = node.hasNonNull("instanceType") ? node.get("instanceType").asText() : null;
    return action == null
        ? null
        : new BatchItem.Act(
            node.get("id").asText(),
            new ActionRequest(action, node.path("force").asBoolean(), size, type));
  }

  /** With what may be left out. */
  private static ObjectNode completed(ObjectNode create) {
    ObjectNode spec = create.deepCopy();
    spec.putIfAbsent("labels", MAPPER.createObjectNode());
    spec.putIfAbsent("disks", MAPPER.createArrayNode());
    spec.putIfAbsent("securityGroups", MAPPER.createArrayNode());
    spec.putIfAbsent("sshKeys", MAPPER.createArrayNode());
    spec.putIfAbsent("placement", MAPPER.createObjectNode());
    spec.putIfAbsent("market", MAPPER.createObjectNode().put("kind", "on-demand"));
    if (!spec.hasNonNull("image")) {
      spec.put("image", MachineSpec.DEFAULT_IMAGE);
    }
    if (spec.get("disks") instanceof ArrayNode disks) {
      disks.forEach(
          disk -> {
            if (disk instanceof ObjectNode object && !object.hasNonNull("kind")) {
              object.put("kind", "standard");
            }
          });
    }
    if (spec.get("template") instanceof ObjectNode template) {
      template.putIfAbsent("parameters", MAPPER.createObjectNode());
    }
    return spec;
  }

  private <T> @Nullable T bound(JsonNode node, Class<T> type, String at) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      values.wrong(at, reason(e));
      return null;
    }
  }

  private void unknown(JsonNode node, String at, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                values.wrong(at + "/" + name, "is not known; known are " + new TreeSet<>(known));
              }
            });
  }

  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
  }

  private static Market.Kind market(JsonNode node) {
    for (Market.Kind kind : Market.Kind.values()) {
      if (kind.wireName().equals(node.asText())) {
        return kind;
      }
    }
    throw new IllegalArgumentException("the kind of a market must be on-demand or spot");
  }

  private static BigDecimal amount(JsonNode node) {
    JsonNode amount = node.isObject() ? node.path("amount") : node;
    try {
      return amount.isNumber() ? amount.decimalValue() : new BigDecimal(amount.asText());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an amount must be a number such as \"0.1720\"", e);
    }
  }

  private static <T> JsonDeserializer<T> reader(Reader<T> reader) {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = context.readTree(parser);
        try {
          return reader.read(node);
        } catch (IllegalArgumentException e) {
          throw JsonMappingException.from(parser, String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private interface Reader<T> {
    T read(JsonNode node);
  }
}
