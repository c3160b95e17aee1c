package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.rest.internal.TestApi.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthRoutesTest {
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
  void aLiveProcessSaysSo() {
    assertThat(api.get("/health/live").at("/status")).isEqualTo("live");
  }

  @Test
  void aReadyNodeSaysWhatItIs() {
    api.services.checks().add(check("state-store", null));
    Answer answer = api.get("/health/ready", "Authorization", "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/status")).isEqualTo("ready");
    assertThat(answer.at("/node")).isEqualTo("node-1");
    assertThat(answer.at("/version")).isEqualTo("0.1.0-test");
    assertThat(answer.at("/ports/http")).isEqualTo("8181");
    assertThat(answer.at("/checks/0")).isEqualTo("state-store");
    assertThat(answer.json().get("accounts").findValuesAsText("name"))
        .containsExactlyInAnyOrder("sim-aws", "sim-azure", "sim-gcp");
    assertThat(answer.at("/accounts/0/state")).isNotEmpty();
  }

  @Test
  void aNodeThatIsNotReadyListsAllThatIsMissing() {
    api.services.checks().add(check("state-store", "is opening"));
    api.services.checks().add(check("accounts", null));
    api.services.placements().unbind(api.placements);
    Answer answer = api.get("/health/ready", "Authorization", "");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.json().get("errors").findValuesAsText("pointer"))
        .containsExactly("placement service", "state-store");
    assertThat(answer.at("/errors/1/message")).isEqualTo("is opening");
    assertThat(answer.at("/detail")).contains("state-store: is opening");
  }

  @Test
  void aCheckThatFailsByADefectMakesTheNodeNotReady() {
    api.services
        .checks()
        .add(
            new ReadinessCheck() {
              @Override
              public String name() {
                return "broken";
              }

              @Override
              public Optional<String> problem() {
                throw new IllegalStateException("a defect of this check");
              }
            });
    Answer answer = api.get("/health/ready");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("broken");
    assertThat(answer.text()).doesNotContain("a defect of this check");
  }

  private static ReadinessCheck check(String name, @Nullable String problem) {
    return new ReadinessCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return Optional.ofNullable(problem);
      }
    };
  }
}
