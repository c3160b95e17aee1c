package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.security.Confidential;
import io.novacron.rest.internal.TestApi.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TemplateRoutesTest {
  private static final String CONTENT =
      """
      "description": "A web server",
      "parameters": [
        {"name": "cpus", "type": "integer", "default": 2, "min": 1, "max": 8},
        {"name": "stage", "type": "string", "required": true, "allowed": ["test", "live"]}],
      "spec": {
        "size": {"vcpus": "${cpus}", "memoryGib": 8},
        "labels": {"a/b": "${stage}"},
        "disks": [{"sizeGib": 100}],
        "sshKeys": ["ssh-ed25519 AAAA"]}}
      """;
  private static final String WEB = "{\"name\": \"web\", " + CONTENT;
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
  void aTemplateIsMadeAndReadInTheShapeInWhichItWasGiven() throws IOException {
    Answer made = api.postJson("/api/v1/templates", WEB);

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1/templates/web/versions/1");
    Answer read = api.get("/api/v1/templates/web");
    assertThat(read.json()).isEqualTo(made.json());
    JsonNode given = new ObjectMapper().readTree(WEB);
    assertThat(read.json().get("spec")).isEqualTo(given.get("spec"));
    assertThat(read.at("/parameters/0/default")).isEqualTo("2");
    assertThat(read.at("/parameters/1/allowed/1")).isEqualTo("live");
    assertThat(read.at("/parameters/1/required")).isEqualTo("true");
    assertThat(api.get("/api/v1/templates/web", "If-None-Match", read.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void versionsAreAddedOnTheRevisionThatWasRead() {
    api.postJson("/api/v1/templates", WEB);
    String tag = api.get("/api/v1/templates/web").header("ETag");
    Answer second = api.postJson("/api/v1/templates/web/versions", "{" + CONTENT, "If-Match", tag);
    Answer late = api.postJson("/api/v1/templates/web/versions", "{" + CONTENT, "If-Match", tag);

    assertThat(second.status()).as(second.text()).isEqualTo(201);
    assertThat(second.at("/version")).isEqualTo("2");
    assertThat(late.status()).isEqualTo(412);
    assertThat(api.get("/api/v1/templates/web/versions").json().get("items")).hasSize(2);
    assertThat(api.get("/api/v1/templates/web/versions/1").at("/version")).isEqualTo("1");
    assertThat(api.get("/api/v1/templates/web/versions/0").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/templates").json().get("items")).hasSize(1);
  }

  @Test
  void aTemplateIsDeletedOnceAndThenNotThere() {
    api.postJson("/api/v1/templates", WEB);
    assertThat(api.delete("/api/v1/templates/web").status()).isEqualTo(204);
    assertThat(api.delete("/api/v1/templates/web").at("/code")).isEqualTo("template-not-found");
  }

  @Test
  void aBodyOfTheWrongShapeNamesEachField() {
    Answer answer =
        api.postJson(
            "/api/v1/templates",
            """
            {"name": 1, "spec": {"size": null}, "colour": 1,
             "parameters": [{"name": "a", "type": "text", "defaultValue": 1}]}
            """);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/name", "/spec", "/colour", "/parameters/0/type", "/parameters/0/defaultValue");
  }

  @Test
  void aMachineNamesItsTemplateAndItsUserDataIsNeverToldAgain() {
    Answer answer =
        api.postJson(
            "/api/v1/vms",
            """
            {"name": "shop", "userData": "canary-1",
             "template": {"name": "web", "version": 1, "parameters": {"cpus": 4, "stage": "live"}}}
            """);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.text()).doesNotContain("canary-1");
    assertThat(answer.at("/machine/spec/template/parameters/cpus")).isEqualTo("4");
    MachineSpec spec =
        api.machines
            .get(api.machines.callers().get(0), answer.at("/machine/id"))
            .toCompletableFuture()
            .join()
            .spec();
    assertThat(spec.userData()).isEqualTo(Confidential.of("canary-1"));
    assertThat(spec.template())
        .isEqualTo(new TemplateReference("web", 1, Map.of("cpus", "4", "stage", "live")));
    assertThat(Objects.requireNonNull(spec.template()).toString()).doesNotContain("live");
  }

  @Test
  void anAnswerHoldsTheDigestOfUserData() {
    api.postJson("/api/v1/vms", "{\"name\": \"shop\", \"instanceType\": \"m1\"}");
    Answer one = api.get("/api/v1/vms");
    assertThat(one.json().at("/items/0/spec").has("userData")).isFalse();
    assertThat(
            io.novacron.rest.internal.view.MachineView.of(
                    Samples.machine(
                        "vm-1",
                        api
                            .machines
                            .get(api.machines.callers().get(0), one.at("/items/0/id"))
                            .toCompletableFuture()
                            .join()
                            .spec()
                            .toBuilder()
                            .userData(new Confidential.Digested("hmac-sha256:ab"))
                            .build(),
                        "op-1"))
                .spec()
                .userData())
        .isEqualTo("hmac-sha256:ab");
  }
}
