package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlacementRoutesTest {
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
  void aDecisionSaysWhereWhyAndWhatElse() {
    Answer answer =
        api.postJson(
            "/api/v1/placements",
            "{\"size\":{\"vcpus\":4,\"memoryGib\":16},\"placement\":{\"near\":{\"place\":\"Frankfurt\"}}}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/placements/" + answer.at("/id"));
    assertThat(answer.at("/request/placement/near/place")).isEqualTo("Frankfurt");
    assertThat(answer.at("/request/market/kind")).isEqualTo("on-demand");
    assertThat(answer.at("/chosen/instanceType")).isEqualTo("m7g.xlarge");
    assertThat(answer.at("/chosen/pricePerHour/amount")).isEqualTo("0.1720");
    assertThat(answer.at("/chosen/pricePerHour/source")).isEqualTo("test prices");
    assertThat(answer.at("/runnerUp/cloud")).isEqualTo("gcp");
    assertThat(answer.at("/margin/amount")).isEqualTo("0.0130");
    assertThat(answer.at("/margin/currency")).isEqualTo("USD");
    assertThat(answer.at("/funnel/0/before")).isEqualTo("79533");
    assertThat(answer.at("/factors/0/contribution")).isEqualTo("-0.172");
    assertThat(answer.at("/counterfactuals/0/wouldChoose/region")).isEqualTo("europe-west3");
    assertThat(answer.at("/inputsDigest")).hasSize(64);
    assertThat(answer.json().at("/seed").isNumber()).isTrue();
  }

  @Test
  void aDecisionIsKeptAndNeverChanges() {
    Answer made = api.postJson("/api/v1/placements", "{\"instanceType\":\"m7g.xlarge\"}");
    Answer read = api.get(made.header("Location"));

    assertThat(read.json()).isEqualTo(made.json());
    assertThat(read.header("ETag")).isEqualTo(made.header("ETag")).isNotEmpty();
    assertThat(api.get(made.header("Location"), "If-None-Match", read.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void aWholeMachineSpecificationMayBeTriedHere() {
    Answer answer = api.postJson("/api/v1/placements", Samples.SMALL_MACHINE);

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().at("/request").has("name")).isFalse();
  }

  @Test
  void aKeyThatCouldNotBeHonouredIsRefused() {
    Answer answer =
        api.postJson("/api/v1/placements", Samples.SMALL_MACHINE, "Idempotency-Key", "k1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(api.get("/api/v1/placements").json().get("items")).isEmpty();
  }

  @Test
  void decisionsAreListedInPages() {
    for (int i = 0; i < 3; i++) {
      api.postJson("/api/v1/placements", Samples.SMALL_MACHINE);
    }
    Answer first = api.get("/api/v1/placements?pageSize=2");
    Answer second =
        api.get("/api/v1/placements?pageSize=2&pageToken=" + first.at("/nextPageToken"));

    assertThat(first.json().get("items")).hasSize(2);
    assertThat(first.at("/items/0/id")).isEqualTo("dec-3");
    assertThat(second.at("/items/0/id")).isEqualTo("dec-1");
    assertThat(second.json().get("nextPageToken").isNull()).isTrue();
  }

  @Test
  void aDecisionThatIsNotThereIs404() {
    assertThat(api.get("/api/v1/placements/dec-none").at("/code")).isEqualTo("decision-not-found");
  }
}
