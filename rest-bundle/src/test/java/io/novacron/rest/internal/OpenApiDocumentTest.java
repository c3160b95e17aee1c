package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.novacron.rest.internal.TestApi.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenApiDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void theCommittedCopyIsTheDocumentOfTheseRoutes() throws IOException {
    Path copy = Path.of(System.getProperty("novacron.openapi.copy"));
    String built = document();
    if (Boolean.getBoolean("novacron.openapi.update")) {
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, built);
    }

    assertThat(Files.readString(copy))
        .as(
            "The API has changed. If that is meant, take the new description with `make openapi`"
                + " and commit docs/api/openapi.json, so that the change is seen.")
        .isEqualTo(built);
  }

  @Test
  void theServedDocumentIsTheBuiltOneOnBothAddresses() throws IOException {
    JsonNode built = JSON.readTree(document());
    Answer root = api.get("/openapi.json");

    assertThat(root.json()).isEqualTo(built);
    assertThat(root.header("Content-Type")).startsWith("application/json");
    assertThat(api.get("/api/v1/openapi.json").json()).isEqualTo(built);
    assertThat(api.get("/openapi.json", "If-None-Match", root.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    Set<String> described = new TreeSet<>();
    operations().forEach((route, operation) -> described.add(route));

    assertThat(described).isEqualTo(routes());
  }

  @Test
  void everyOperationHasANameASummaryAndItsErrors() throws IOException {
    Set<String> names = new TreeSet<>();
    operations()
        .forEach(
            (route, operation) -> {
              assertThat(names.add(operation.path("operationId").asText())).as(route).isTrue();
              assertThat(operation.path("summary").asText()).as(route).isNotEmpty();
              assertThat(operation.path("tags")).as(route).hasSize(1);
              assertThat(operation.at("/responses").has("500")).as(route).isTrue();
              if (!route.contains("/health/")) {
                assertThat(operation.at("/responses").has("401")).as(route).isTrue();
              }
            });
  }

  @Test
  void everyOperationSaysWhatItIsForAndShowsWhatItTakesAndGives() throws IOException {
    operations()
        .forEach(
            (route, operation) -> {
              assertThat(operation.path("description").asText()).as(route).isNotEmpty();
              for (JsonNode media : operation.at("/requestBody/content")) {
                assertThat(media.has("example")).as(route + " shows a body").isTrue();
              }
              boolean bare = true;
              boolean shown = false;
              for (Map.Entry<String, JsonNode> answer : operation.get("responses").properties()) {
                for (JsonNode media : answer.getValue().path("content")) {
                  bare = bare && !answer.getKey().startsWith("2");
                  shown = shown || media.has("example") && answer.getKey().startsWith("2");
                }
              }
              assertThat(bare || shown).as(route + " shows an answer").isTrue();
            });
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode document = JSON.readTree(document());
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/vms,MachinePage",
    "/api/v1/vms/vm-000001,Machine",
    "/api/v1/operations,OperationPage",
    "/api/v1/operations/op-000002,Operation",
    "/api/v1/placements,DecisionPage",
    "/api/v1/placements/dec-1,Decision",
    "/api/v1/policies,PolicyPage",
    "/api/v1/policies/europe,Policy",
    "/api/v1/budgets,BudgetPage",
    "/api/v1/budgets/web,Budget",
    "/api/v1/accounts,AccountPage",
    "/api/v1/providers,ProviderVersionPage",
    "/api/v1/accounts/sim-aws,Account",
    "/api/v1/accounts/sim-aws/health,AccountHealth",
    "/api/v1/catalog/regions,RegionPage",
    "/api/v1/catalog/types,InstanceTypePage",
    "/api/v1/catalog/prices,OfferPage",
    "/api/v1/simulator/faults,FaultPage",
    "/health/live,Liveness",
    "/health/ready,Readiness",
    "/api/v1/vms/none,Problem",
    "/api/v1/vms?pageSize=0,Problem",
  })
  void answersAreAsDescribedAndHaveNoOtherFields(String path, String schema) throws IOException {
    api.postJson(
        "/api/v1/vms",
        "{\"name\":\"a\",\"labels\":{\"k\":\"v\"},\"size\":{\"vcpus\":1,\"memoryGib\":1},"
            + "\"disks\":[{\"sizeGib\":1}],\"market\":{\"kind\":\"spot\",\"maxPricePerHour\":\"1\"},"
            + "\"placement\":{\"near\":{\"place\":\"Frankfurt\"}}}");
    api.postJson("/api/v1/placements", "{\"instanceType\":\"m7g.xlarge\"}");
    api.postJson(
        "/api/v1/policies",
        "{\"name\":\"europe\",\"weights\":{\"price\":1},\"rules\":[{\"name\":\"dear\","
            + "\"kind\":\"max-price-per-hour\",\"limit\":\"0.50\",\"mode\":\"soft\",\"penalty\":1}]}");
    api.postJson(
        "/api/v1/budgets",
        "{\"name\":\"web\",\"account\":\"sim-aws\",\"labels\":{\"team\":\"web\"},"
            + "\"amount\":\"2.5\",\"period\":\"hour\"}");
    api.postJson("/api/v1/simulator/faults", "{\"name\":\"lost-reply\",\"parameters\":{\"a\":1}}");

    assertThat(schema(schema).validate(api.get(path).json())).isEmpty();
  }

  @Test
  void aRequestThatTheDescriptionRefusesIsRefused() throws IOException {
    for (String body :
        List.of(
            "{}",
            "{\"name\":\"a\",\"colour\":\"red\"}",
            "{\"name\":\"a\",\"size\":{\"vcpus\":\"1\",\"memoryGib\":1}}")) {
      assertThat(schema("MachineSpec").validate(JSON.readTree(body))).as(body).isNotEmpty();
      assertThat(api.postJson("/api/v1/vms", body).status()).as(body).isEqualTo(422);
    }
    assertThat(schema("MachineSpec").validate(JSON.readTree(Samples.SMALL_MACHINE))).isEmpty();
  }

  /**
   * A schema of the document that knows no fields beyond its own, so that none can be forgotten
   * there.
   */
  private static JsonSchema schema(String name) throws IOException {
    JsonNode document = JSON.readTree(document());
    document
        .at("/components/schemas")
        .forEach(
            schema -> {
              if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
              }
            });
    ((ObjectNode) document).put("$ref", "#/components/schemas/" + name);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
  }

  private static String document() throws IOException {
    try (InputStream in = RestServer.class.getResourceAsStream("/openapi.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, JsonNode> operations() throws IOException {
    Map<String, JsonNode> operations = new TreeMap<>();
    JSON.readTree(document())
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    return operations;
  }

  /** The routes as Jersey sees them, without the second address of the document and pages. */
  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    for (Class<?> type : RestServer.RESOURCES) {
      Resource resource = Resource.from(type);
      collect("", resource, routes);
    }
    routes.remove("GET /api/v1/openapi.json");
    routes.removeIf(route -> route.matches("GET /(docs|problems)(/.*)?"));
    return routes;
  }

  private static void collect(String parent, Resource resource, Set<String> routes) {
    String path = parent + "/" + Objects.requireNonNullElse(resource.getPath(), "");
    String plain = path.replaceAll("/+", "/");
    resource
        .getResourceMethods()
        .forEach(method -> routes.add(method.getHttpMethod() + " " + plain));
    resource.getChildResources().forEach(child -> collect(path, child, routes));
  }
}
