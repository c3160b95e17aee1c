package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.security.AuditRecord;
import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultRoutesTest {
  private static final String PATH = "/api/v1/simulator/faults";
  private static final String VIEWER = "Bearer " + FakeSecurity.VIEWER_TOKEN;
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
  void aFaultIsPutInForceShownAndEnded() {
    Answer made =
        api.postJson(
            PATH,
            "{\"name\":\"lost-reply\",\"account\":\"sim-aws\",\"times\":2,"
                + "\"parameters\":{\"delayMillis\":500,\"sticky\":true,\"note\":\"x\"}}");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("/parameters/delayMillis")).isEqualTo("500");
    assertThat(made.at("/parameters/sticky")).isEqualTo("true");
    assertThat(made.at("/remaining")).isEqualTo("2");
    String path = made.header("Location");
    assertThat(api.get(path).json()).isEqualTo(made.json());
    assertThat(api.get(PATH).json().get("items")).hasSize(1);

    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.delete(path).at("/code")).isEqualTo("fault-not-found");
  }

  @Test
  void allFaultsAreEndedAtOnce() {
    api.postJson(PATH, "{\"name\":\"lost-reply\"}");
    api.postJson(PATH, "{\"name\":\"lost-reply\"}");

    assertThat(api.delete(PATH).status()).isEqualTo(204);
    assertThat(api.faults.active()).isEmpty();
  }

  @Test
  void anUnknownFaultIs422AndListsThoseThereAre() {
    Answer answer = api.postJson(PATH, "{\"name\":\"meteor\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/errors/0/message")).contains("lost-reply");
  }

  @Test
  void whoMayNotIsRefusedAndEveryAttemptIsAudited() {
    api.postJson(PATH, "{\"name\":\"lost-reply\"}");
    Answer refused = api.postJson(PATH, "{\"name\":\"lost-reply\"}", "Authorization", VIEWER);
    api.postJson(PATH, "{\"name\":\"meteor\"}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/detail")).contains("simulator:operate");
    assertThat(api.faults.active()).hasSize(1);
    assertThat(api.security.records())
        .extracting(AuditRecord::result)
        .containsExactly(
            AuditRecord.Result.ACCEPTED, AuditRecord.Result.REFUSED, AuditRecord.Result.FAILED);
    assertThat(api.security.records().get(0).target()).isEqualTo("fault-1");
    assertThat(api.security.records().get(1).caller().principal()).isEqualTo("viewer");
    assertThat(api.security.records().get(2).reason()).isEqualTo("unknown-fault");
  }

  @Test
  void whoMayNotDoesNotEvenSeeTheFaults() {
    assertThat(api.get(PATH, "Authorization", VIEWER).status()).isEqualTo(403);
  }

  @Test
  void withoutAnAuditLogNothingIsPutInForce() {
    api.services.audit().unbind(api.security);

    assertThat(api.postJson(PATH, "{\"name\":\"lost-reply\"}").status()).isEqualTo(503);
    assertThat(api.faults.active()).isEmpty();
  }

  @Test
  void withoutASimulatorTheAnswerSaysHowToHaveOne() {
    api.services.faults().unbind(api.faults);
    Answer answer = api.get(PATH);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.at("/nextStep")).contains("NOVACRON_SIMULATOR");
  }
}
