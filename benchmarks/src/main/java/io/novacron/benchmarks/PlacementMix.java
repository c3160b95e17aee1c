package io.novacron.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws requests for placement from the stated mix. */
final class PlacementMix {
  private static final String RESOURCE = "placement-requests.json";

  private final JsonNode mix;
  private final Random random;

  private PlacementMix(JsonNode mix) {
    this.mix = mix;
    this.random = new Random(mix.get("seed").asLong());
  }

  /** The requests of the mix, the same each time. */
  static List<PlacementRequest> requests() throws IOException {
    return classed().stream().map(Classed::request).toList();
  }

  /** The same with the class of each. */
  static List<Classed> classed() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PlacementMix.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new PlacementMix(new ObjectMapper().readTree(in)).draw();
    }
  }

  private List<Classed> draw() {
    List<Classed> requests = new ArrayList<>();
    for (int i = 0; i < mix.get("requests").asInt(); i++) {
      JsonNode drawn = drawClass();
      requests.add(new Classed(drawn.get("name").asText(), request(drawn)));
    }
    return requests;
  }

  private JsonNode drawClass() {
    int percent = random.nextInt(100);
    for (JsonNode one : mix.get("classes")) {
      percent -= one.get("share").asInt();
      if (percent < 0) {
        return one;
      }
    }
    throw new IllegalStateException("the shares in " + RESOURCE + " do not add up to 100");
  }

  private PlacementRequest request(JsonNode from) {
    JsonNode type = one(from, "instanceType");
    Size size = type == null ? size(from) : null;
    JsonNode perVcpu = one(from, "maxPricePerVcpuHour");
    BigDecimal ceiling =
        perVcpu == null || size == null
            ? null
            : new BigDecimal(perVcpu.asText()).multiply(BigDecimal.valueOf(size.vcpus()));
    JsonNode place = one(from, "near");
    JsonNode region = one(from, "region");
    JsonNode rtt = one(from, "maxRttMillis");
    JsonNode carbon = one(from, "maxCarbonGramsPerKwh");
    return new PlacementRequest(
        size,
        type == null ? null : type.asText(),
        new Market(
            from.path("spot").asBoolean() ? Market.Kind.SPOT : Market.Kind.ON_DEMAND, ceiling),
        new PlacementConstraints(
            null,
            region == null ? null : region.asText(),
            null,
            place == null
                ? null
                : new Near(place.asText(), null, null, rtt == null ? null : rtt.asDouble()),
            null,
            carbon == null ? null : carbon.asDouble()));
  }

  private Size size(JsonNode from) {
    JsonNode gpus = one(from, "gpus");
    JsonNode architecture = one(from, "architecture");
    int vcpus = Objects.requireNonNull(one(from, "vcpus")).asInt();
    double memoryPerVcpu = Objects.requireNonNull(one(from, "memoryGibPerVcpu")).asDouble();
    return new Size(
        vcpus,
        vcpus * memoryPerVcpu,
        gpus == null ? 0 : gpus.asInt(),
        null,
        architecture == null ? null : architecture.asText());
  }

  private @Nullable JsonNode one(JsonNode from, String field) {
    JsonNode values = from.get(field);
    return values == null ? null : values.get(random.nextInt(values.size()));
  }

  /** A request with the name of its class. */
  record Classed(String name, PlacementRequest request) {}
}
