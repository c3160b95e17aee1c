package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.TestApi.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyRoutesTest {
  private static final String CONTENT =
      """
      "description": "For what must stay in Europe",
      "weights": {"price": 1.0, "carbon": 0.5},
      "rules": [
        {"name": "stay", "kind": "allowed-jurisdictions", "values": ["CH", "EU"], "mode": "hard"},
        {"name": "not-dear", "kind": "max-price-per-hour", "limit": "0.50", "mode": "soft",
         "penalty": 0.5}]}
      """;
  private static final String EUROPE = "{\"name\": \"europe\", " + CONTENT;
  private static final String PLAIN = "{\"weights\": {\"price\": 1}}";
  private static final Caller CALLER =
      new Caller("admin", "default", Set.of("admin"), "rest", "local", "req-1");
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
  void aPolicyIsMadeAndReadInTheShapeInWhichItWasGiven() throws IOException {
    Answer made = api.postJson("/api/v1/policies", EUROPE);

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1/policies/europe");
    Answer read = api.get("/api/v1/policies/europe");
    assertThat(read.json()).isEqualTo(made.json());
    assertThat(read.header("ETag")).isEqualTo(made.header("ETag"));
    JsonNode given = new ObjectMapper().readTree(EUROPE);
    for (String field : List.of("name", "description", "weights", "rules")) {
      assertThat(read.json().get(field)).as(field).isEqualTo(given.get(field));
    }
    assertThat(read.at("/builtIn")).isEqualTo("false");
    assertThat(api.get("/api/v1/policies/europe", "If-None-Match", read.header("ETag")).status())
        .isEqualTo(304);
    assertThat(content(1))
        .isEqualTo(
            new PolicyContent(
                "For what must stay in Europe",
                Map.of("price", 1.0, "carbon", 0.5),
                List.of(
                    new PolicyRule(
                        "stay",
                        PolicyRule.Kind.ALLOWED_JURISDICTIONS,
                        Set.of("EU", "CH"),
                        null,
                        null),
                    new PolicyRule(
                        "not-dear",
                        PolicyRule.Kind.MAX_PRICE_PER_HOUR,
                        Set.of(),
                        new BigDecimal("0.50"),
                        0.5))));
  }

  @Test
  void aVersionIsAddedOnTheRevisionThatWasRead() {
    api.postJson("/api/v1/policies", EUROPE);
    String tag = api.get("/api/v1/policies/europe").header("ETag");

    Answer unsure = put("/api/v1/policies/europe");
    assertThat(unsure.status()).isEqualTo(428);
    assertThat(unsure.at("/nextStep")).contains("policy");
    Answer second = put("/api/v1/policies/europe", "If-Match", tag);
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(second.at("/version")).isEqualTo("2");
    assertThat(second.header("ETag")).isNotEqualTo(tag);
    assertThat(put("/api/v1/policies/europe", "If-Match", tag).status()).isEqualTo(412);
    assertThat(put("/api/v1/policies/europe", "If-Match", "*").status()).isEqualTo(200);
    assertThat(put("/api/v1/policies/none", "If-Match", "*").status()).isEqualTo(404);

    assertThat(api.get("/api/v1/policies/europe/versions").json().get("items")).hasSize(3);
    assertThat(api.get("/api/v1/policies/europe/versions?pageSize=1").json().get("items"))
        .hasSize(1);
    assertThat(api.get("/api/v1/policies/europe?version=1").at("/version")).isEqualTo("1");
    assertThat(api.get("/api/v1/policies/europe?version=0").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/policies/europe?version=9").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/policies").json().get("items")).hasSize(1);
  }

  @Test
  void aPolicyIsDeletedOnceAndThenNotThere() {
    api.postJson("/api/v1/policies", EUROPE);
    assertThat(api.delete("/api/v1/policies/europe").status()).isEqualTo(204);
    assertThat(api.delete("/api/v1/policies/europe").at("/code")).isEqualTo("policy-not-found");
  }

  @Test
  void anIdempotencyKeyIsRefusedRatherThanIgnored() {
    assertThat(api.delete("/api/v1/policies/europe", "Idempotency-Key", "k").status())
        .isEqualTo(400);
    assertThat(put("/api/v1/policies/europe", "If-Match", "*", "Idempotency-Key", "k").status())
        .isEqualTo(400);
  }

  @Test
  void aBodyOfTheWrongShapeNamesEachField() {
    Answer answer =
        api.postJson(
            "/api/v1/policies",
            """
            {"name": 1, "colour": 1, "weights": {"price": "much", "carbon": null},
             "rules": [{"name": "a", "kind": "ALLOWED_CLOUDS", "values": "aws", "mode": "firm"},
                       {"name": "b", "kind": "max-carbon", "limit": "1e3"}]}
            """);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/name",
            "/colour",
            "/weights/price",
            "/weights/carbon",
            "/rules/0/kind",
            "/rules/0/values",
            "/rules/0/mode",
            "/rules/1/limit");
    assertThat(
            api.postJson("/api/v1/policies", "{}").json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/name", "/weights");
  }

  @Test
  void aPenaltyBelongsToASoftRuleAndASoftRuleHasOne() {
    Answer answer =
        api.postJson(
            "/api/v1/policies",
            """
            {"name": "a", "weights": {"price": 1},
             "rules": [{"name": "a", "kind": "max-carbon", "limit": 100, "mode": "soft"},
                       {"name": "b", "kind": "max-carbon", "limit": 100, "mode": "hard",
                        "penalty": 1},
                       {"name": "c", "kind": "max-carbon", "limit": 100, "penalty": 1}]}
            """);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").findValuesAsText("pointer"))
        .containsExactly("/rules/0/penalty", "/rules/1/penalty", "/rules/2/penalty");
  }

  @ParameterizedTest
  @EnumSource(PolicyRule.Kind.class)
  void everyKindOfRuleHasAWord(PolicyRule.Kind kind) {
    String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Answer answer =
        api.postJson(
            "/api/v1/policies",
            "{\"name\": \"europe\", \"weights\": {\"price\": 1}, \"rules\": [{\"name\": \"a\","
                + " \"kind\": \""
                + word
                + "\"}]}");
    assertThat(answer.at("/rules/0/kind")).isEqualTo(word);
    assertThat(content(1).rules().get(0).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.50", "\"0.50\""})
  void noDigitOfALimitIsLostHoweverItIsWritten(String limit) {
    Answer answer =
        api.postJson(
            "/api/v1/policies",
            "{\"name\": \"europe\", \"weights\": {\"price\": 1}, \"rules\": [{\"name\": \"a\","
                + " \"kind\": \"max-price-per-hour\", \"limit\": "
                + limit
                + "}]}");
    assertThat(answer.json().at("/rules/0/limit").isTextual()).isTrue();
    assertThat(answer.at("/rules/0/limit")).isEqualTo("0.50");
  }

  /** Puts a version that says little. */
  private static Answer put(String path, String... headers) {
    return api.putJson(path, PLAIN, headers);
  }

  private static PolicyContent content(int version) {
    return api.policies.get(CALLER, "europe", version).toCompletableFuture().join().content();
  }
}
