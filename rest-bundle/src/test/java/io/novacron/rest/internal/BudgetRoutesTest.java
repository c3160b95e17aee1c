package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BudgetRoutesTest {
  private static final String WEB =
      """
      {"name": "web", "description": "The web team", "account": "sim-aws",
       "labels": {"team": "web"}, "amount": "3650.50", "period": "month"}
      """;
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
  void aBudgetIsMadeAndReadWithWhatIsUsedOfIt() throws IOException {
    Answer made = api.postJson("/api/v1/budgets", WEB);

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1/budgets/web");
    Answer read = api.get("/api/v1/budgets/web");
    assertThat(read.json()).isEqualTo(made.json());
    assertThat(read.header("ETag")).isEqualTo(made.header("ETag"));
    assertThat(read.at("/amount")).isEqualTo("3650.5");
    assertThat(read.at("/period")).isEqualTo("month");
    assertThat(read.at("/account")).isEqualTo("sim-aws");
    assertThat(read.at("/labels/team")).isEqualTo("web");
    assertThat(read.at("/usage/committed")).isEqualTo("0.3440");
    assertThat(read.at("/usage/left")).isEqualTo("1.6560");
    assertThat(read.at("/usage/machines")).isEqualTo("2");
    assertThat(api.get("/api/v1/budgets").json().at("/items/0/usage/machines").asInt())
        .isEqualTo(2);
  }

  @Test
  void aVersionIsAddedOnTheRevisionThatWasRead() {
    api.postJson("/api/v1/budgets", WEB);
    String tag = api.get("/api/v1/budgets/web").header("ETag");
    String raised = "{\"amount\": \"5\", \"period\": \"hour\"}";

    assertThat(api.putJson("/api/v1/budgets/web", raised).status()).isEqualTo(428);
    Answer second = api.putJson("/api/v1/budgets/web", raised, "If-Match", tag);
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(second.at("/version")).isEqualTo("2");
    assertThat(api.putJson("/api/v1/budgets/web", raised, "If-Match", tag).status()).isEqualTo(412);
    assertThat(api.get("/api/v1/budgets/web?version=1").at("/amount")).isEqualTo("3650.5");
    assertThat(api.delete("/api/v1/budgets/web").status()).isEqualTo(204);
    assertThat(api.get("/api/v1/budgets/web").status()).isEqualTo(404);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(api.postJson("/api/v1/budgets", "{\"name\": \"a\"}").status()).isEqualTo(422);
    Answer amount =
        api.postJson(
            "/api/v1/budgets", "{\"name\": \"a\", \"amount\": \"-1\", \"period\": \"hour\"}");
    assertThat(amount.status()).isEqualTo(422);
    assertThat(amount.at("/errors/0/pointer")).isEqualTo("/amount");
    Answer period =
        api.postJson(
            "/api/v1/budgets", "{\"name\": \"a\", \"amount\": \"1\", \"period\": \"day\"}");
    assertThat(period.status()).isEqualTo(422);
    assertThat(period.text()).contains("hour", "month");
  }
}
