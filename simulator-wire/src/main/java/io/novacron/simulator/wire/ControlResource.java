package io.novacron.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** What tests steer and look at, beside the protocol: faults, counts, and the truth. */
final class ControlResource {
  static final String PATH = "/_simulator";

  private static final String JSON = "application/json";
  private static final String FAULTS = PATH + "/faults";

  private final SimulatedAccount account;
  private final FaultBook faults;
  private final CallBook calls;
  private final SpotInterrupter interrupter;
  private final ObjectMapper mapper =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT);

  ControlResource(
      SimulatedAccount account, FaultBook faults, CallBook calls, SpotInterrupter interrupter) {
    this.account = account;
    this.faults = faults;
    this.calls = calls;
    this.interrupter = interrupter;
  }

  /** Answers a request. */
  CompletableFuture<HttpReply> answer(String method, String path, byte[] body) {
    try {
      return switch (method + " " + path) {
        case "GET " + PATH -> now(200, summary());
        case "GET " + FAULTS -> now(200, Map.of("items", faultItems()));
        case "POST " + FAULTS -> now(201, fault(faults.add(order(mapper.readTree(body)))));
        case "PUT " + FAULTS -> now(200, replaceFaults(body));
        case "DELETE " + FAULTS -> now(200, Map.of("items", clearFaults()));
        case "GET " + PATH + "/calls" -> now(200, calls.toJson());
        case "DELETE " + PATH + "/calls" -> {
          calls.reset();
          yield now(200, calls.toJson());
        }
        case "GET " + PATH + "/instances" -> instances();
        case "GET " + PATH + "/resources" -> resources();
        case "POST " + PATH + "/interruptions" -> interrupt(body);
        default -> other(method, path);
      };
    } catch (JsonProcessingException e) {
      return now(
          400, Map.of("error", "The body is not as it should be: " + e.getOriginalMessage()));
    } catch (IOException e) {
      return now(400, Map.of("error", "The body cannot be read."));
    } catch (IllegalArgumentException e) {
      return now(400, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private CompletableFuture<HttpReply> other(String method, String path) {
    if (method.equals("DELETE") && path.startsWith(FAULTS + "/")) {
      String id = path.substring(FAULTS.length() + 1);
      return faults.clear(id, account.cloud()::cleared)
          ? now(200, Map.of("cleared", id))
          : now(404, Map.of("error", "There is no fault " + id + " in force."));
    }
    return now(
        404,
        Map.of(
            "error",
            "There is no "
                + method
                + " "
                + path
                + "; there are GET, POST, PUT and DELETE of "
                + FAULTS
                + ", DELETE of "
                + FAULTS
                + "/{id}, GET and DELETE of "
                + PATH
                + "/calls, GET of "
                + PATH
                + ", "
                + PATH
                + "/instances and "
                + PATH
                + "/resources, and POST of "
                + PATH
                + "/interruptions."));
  }

  private Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("account", Ec2Estate.OWNER);
    summary.put("regions", account.admission().regions());
    summary.put("seed", account.settings().seed());
    summary.put("faultNames", FaultName.wireNames());
    summary.put("refusedAccessKeys", SigningScope.REFUSED_KEYS.keySet().stream().sorted().toList());
    return summary;
  }

  private FaultOrder order(JsonNode json) throws JsonProcessingException {
    if (!json.isObject() || !json.path("name").isTextual()) {
      throw new IllegalArgumentException(
          "name must be one of " + String.join(", ", FaultName.wireNames()));
    }
    FaultOrder order = mapper.treeToValue(json, FaultOrder.class);
    return order.parameters() == null
        ? new FaultOrder(
            order.name(),
            order.accessKey(),
            order.region(),
            order.action(),
            order.times(),
            Map.of())
        : order;
  }

  private Map<String, Object> replaceFaults(byte[] body) throws IOException {
    JsonNode json = mapper.readTree(body);
    JsonNode items = json.isArray() ? json : json.path("items");
    if (!items.isArray()) {
      throw new IllegalArgumentException("The body must be a list of faults, or have it as items.");
    }
    List<FaultOrder> orders = new ArrayList<>();
    for (JsonNode item : items) {
      FaultOrder order = order(item);
      List<String> errors = faults.check(order);
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", errors));
      }
      orders.add(order);
    }
    clearFaults();
    orders.forEach(faults::add);
    return Map.of("items", faultItems());
  }

  private List<Map<String, Object>> clearFaults() {
    faults.inForce().forEach(fault -> faults.clear(fault.id(), account.cloud()::cleared));
    return faultItems();
  }

  private List<Map<String, Object>> faultItems() {
    return faults.inForce().stream().map(ControlResource::fault).toList();
  }

  private static Map<String, Object> fault(FaultInForce fault) {
    Map<String, Object> json = new LinkedHashMap<>();
    FaultOrder order = fault.order();
    json.put("id", fault.id());
    json.put("name", order.name());
    putIfGiven(json, "accessKey", order.accessKey());
    putIfGiven(json, "region", order.region());
    putIfGiven(json, "action", order.action());
    putIfGiven(json, "times", order.times());
    json.put("parameters", order.parameters());
    json.put("since", fault.since().toString());
    json.put("hits", fault.hits());
    return json;
  }

  private static void putIfGiven(
      Map<String, Object> json, String name, @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private CompletableFuture<HttpReply> instances() {
    var effect =
        account
            .cloud()
            .look(
                fleet ->
                    fleet.all().stream()
                        .sorted(Comparator.comparingLong(SimulatedMachine::created))
                        .map(machine -> instance(fleet, machine))
                        .toList());
    return effect
        .durable()
        .handle((written, failed) -> reply(200, Map.of("items", effect.value())));
  }

  private Map<String, Object> instance(Fleet fleet, SimulatedMachine machine) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("instanceId", machine.reference());
    json.put("region", machine.facts().region());
    json.put("zone", machine.facts().zone());
    json.put("type", machine.facts().type());
    json.put("imageId", machine.facts().image());
    json.put("market", machine.facts().market().wireName());
    json.put("state", account.style().word(machine.phase()));
    json.put("phase", machine.phase().wireName());
    json.put("since", machine.since().toString());
    json.put("createdAt", machine.createdAt().toString());
    json.put("clientToken", InstanceItem.clientToken(machine));
    json.put("visible", account.cloud().sees(machine));
    json.put("tags", machine.facts().tags());
    json.put(
        "resources",
        fleet.resources().ofMachine(machine.reference()).stream()
            .map(CloudResource::reference)
            .toList());
    return json;
  }

  private CompletableFuture<HttpReply> resources() {
    var effect =
        account
            .cloud()
            .look(
                fleet ->
                    StreamSupport.stream(fleet.resources().all().spliterator(), false)
                        .sorted(Comparator.comparing(CloudResource::reference))
                        .map(ControlResource::resource)
                        .toList());
    return effect
        .durable()
        .handle((written, failed) -> reply(200, Map.of("items", effect.value())));
  }

  private static Map<String, Object> resource(CloudResource resource) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", resource.kind());
    json.put("id", resource.reference());
    json.put("region", resource.region());
    json.put("createdAt", resource.createdAt().toString());
    json.put("attributes", resource.attributes());
    json.put("tags", resource.tags());
    return json;
  }

  private CompletableFuture<HttpReply> interrupt(byte[] body) throws IOException {
    JsonNode json = mapper.readTree(body);
    JsonNode instance = json.path("instanceId");
    JsonNode notice = json.path("noticeSeconds");
    if (!instance.isTextual() || !notice.isMissingNode() && !notice.canConvertToInt()) {
      throw new IllegalArgumentException(
          "instanceId must be the id of a spot instance, noticeSeconds a whole number (120 if not"
              + " given).");
    }
    int seconds = notice.asInt(120);
    if (seconds < 0 || seconds > 86_400) {
      throw new IllegalArgumentException("noticeSeconds must be from 0 to 86400");
    }
    return interrupter
        .interrupt(instance.asText(), seconds)
        .handle(
            (at, failed) ->
                failed == null
                    ? reply(
                        202, Map.of("instanceId", instance.asText(), "terminatesAt", at.toString()))
                    : reply(503, Map.of("error", "The log cannot be written.")));
  }

  private CompletableFuture<HttpReply> now(int status, Object json) {
    return CompletableFuture.completedFuture(reply(status, json));
  }

  private HttpReply reply(int status, Object json) {
    try {
      return HttpReply.of(status, JSON, mapper.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
  }
}
