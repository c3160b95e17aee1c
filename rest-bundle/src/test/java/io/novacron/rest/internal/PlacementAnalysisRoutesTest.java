package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlacementAnalysisRoutesTest {
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
  void theFactorsThatCanBeWeighedAreListed() {
    Answer answer = api.get("/api/v1/placements/factors");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/items/0/name")).isEqualTo("carbon");
    assertThat(answer.at("/items/0/moreIsBetter")).isEqualTo("false");
    assertThat(answer.at("/items/0/source")).isEqualTo("published-figures");
  }

  @Test
  void aReplayTellsWhatWouldHaveBeenChosenAndTheRegret() {
    Answer answer = api.postJson("/api/v1/placements/replay", "{\"policy\":\"green\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/policy")).isEqualTo("green");
    assertThat(answer.at("/moves")).isEqualTo("1");
    assertThat(answer.at("/regretPerHour/amount")).isEqualTo("0.0220");
    assertThat(answer.at("/items/0/former/instanceType")).isEqualTo("m7g.xlarge");
    assertThat(answer.at("/items/0/chosen/instanceType")).isEqualTo("t2a-standard-4");
    assertThat(answer.at("/items/0/sameOffer")).isEqualTo("false");
    assertThat(answer.json().at("/items/0").has("identical")).isFalse();
  }

  @Test
  void aReplayIsATableForWhoAsksForOne() {
    Answer answer =
        api.postJson("/api/v1/placements/replay", "{\"policy\":\"=green\"}", "Accept", "text/csv");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    assertThat(answer.text().lines())
        .containsExactly(
            "decision,decidedAt,policy,formerAccount,formerCloud,formerRegion,formerInstanceType,"
                + "chosenAccount,chosenCloud,chosenRegion,chosenInstanceType,sameOffer,"
                + "formerPricePerHour,chosenPricePerHour,regretPerHour,identical,problem",
            "dec-1,"
                + Samples.NOON
                + ",'=green,sim-aws,aws,eu-central-1,m7g.xlarge,sim-gcp,gcp,europe-west3,"
                + "t2a-standard-4,false,0.1720,0.1500,0.0220,,");
    Answer refused =
        api.postJson(
            "/api/v1/placements/replay", "{\"pricesOn\":\"yesterday\"}", "Accept", "text/csv");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/pricesOn");
  }

  @Test
  void aSpotMachineIsAdvisedByThePricesThatWereSeen() {
    Answer answer =
        api.postJson(
            "/api/v1/placements/spot-advice",
            """
            {"present": "spot", "place": "a", "onDemandPerHour": "0.10", "moveCost": "0.10",
             "restartCost": 0.2, "horizonHours": 72, "interruptionsPerHour": {"a": 0.01},
             "prices": [{"place": "b", "at": "2026-11-30T06:00:00Z", "pricePerHour": "0.03"},
                        {"place": "a", "at": "2026-11-30T06:00:00Z"}]}
            """);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/action")).isEqualTo("move");
    assertThat(answer.at("/to")).isEqualTo("b");
    assertThat(answer.at("/expectedSaving/amount")).isEqualTo("2.2560");
    Answer wrong =
        api.postJson(
            "/api/v1/placements/spot-advice",
            """
            {"onDemandPerHour": "0.10", "moveCost": "0.10", "restartCost": "0.2",
             "prices": [{"place": "b", "at": "yesterday", "pricePerHour": "0.03"}]}
            """);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/prices/0/at");
  }

  @Test
  void aPolicyAndPricesMayBeSupposed() {
    Answer answer =
        api.postJson(
            "/api/v1/placements/replay",
            """
            {"decisions": ["dec-1"], "catalog": "current", "pricesOn": "2026-10-02",
             "content": {"weights": {"price": 1},
                         "rules": [{"name": "eu", "kind": "allowed-jurisdictions", "values": ["EU"]}]},
             "prices": [{"cloud": "aws", "region": "us-east-1", "instanceType": "m5.large",
                         "market": "spot", "pricePerHour": "0.0350", "asOf": "2026-10-01"}]}
            """);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void aDayThatIsNoneIsRefusedWithItsField() {
    Answer answer =
        api.postJson("/api/v1/placements/replay", "{\"pricesOn\":\"yesterday\",\"prices\":[]}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/pricesOn");
  }

  @Test
  void aDecisionIsDrawnWithItsChoiceAndRunnerUp() {
    api.postJson("/api/v1/placements", "{\"instanceType\":\"m7g.xlarge\"}");
    Answer answer = api.get("/api/v1/placements/dec-1/chart");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(answer.text())
        .startsWith("<svg")
        .contains("m7g.xlarge in eu-central-1 at 0.1720 USD/h")
        .contains("runner-up: t2a-standard-4")
        .doesNotContain("<script");
  }

  @Test
  void aPictureOfADecisionThatIsNotThereIs404InJson() {
    Answer answer = api.get("/api/v1/placements/dec-none/chart");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/code")).isEqualTo("decision-not-found");
  }
}
