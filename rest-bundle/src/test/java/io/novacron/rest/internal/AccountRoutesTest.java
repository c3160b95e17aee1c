package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.Account;
import io.novacron.rest.internal.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AccountRoutesTest {
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
  void accountsAreListedByName() {
    Answer answer = api.get("/api/v1/accounts");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("items").findValuesAsText("name"))
        .containsExactly("sim-aws", "sim-azure", "sim-gcp");
    assertThat(answer.at("/items/0/health/score")).isEqualTo("0.99");
    assertThat(answer.at("/items/2/health/score")).isEqualTo("0.495");
    assertThat(answer.at("/items/0/capabilities/0")).isEqualTo("gpu_compute");
  }

  @Test
  void pagesOfAccountsShowEachOnce() {
    Answer first = api.get("/api/v1/accounts?pageSize=2");
    Answer second = api.get("/api/v1/accounts?pageSize=2&pageToken=" + first.at("/nextPageToken"));

    assertThat(first.json().get("items").findValuesAsText("name"))
        .containsExactly("sim-aws", "sim-azure");
    assertThat(second.json().get("items").findValuesAsText("name")).containsExactly("sim-gcp");
    assertThat(second.json().get("nextPageToken").isNull()).isTrue();
  }

  @Test
  void accountsAreSortedBackwardsPageByPageAndFilteredByCloud() {
    Answer first = api.get("/api/v1/accounts?pageSize=2&sort=-name");
    String token = "&pageToken=" + first.at("/nextPageToken");

    assertThat(first.json().get("items").findValuesAsText("name"))
        .containsExactly("sim-gcp", "sim-azure");
    assertThat(
            api.get("/api/v1/accounts?pageSize=2&sort=-name" + token)
                .json()
                .get("items")
                .findValuesAsText("name"))
        .containsExactly("sim-aws");
    assertThat(api.get("/api/v1/accounts?pageSize=2&sort=name" + token).status()).isEqualTo(400);
    assertThat(
            api.get("/api/v1/accounts?cloud=" + first.at("/items/0/cloud"))
                .json()
                .get("items")
                .findValuesAsText("name"))
        .containsExactly("sim-gcp");
  }

  @Test
  void anAccountThatComesOrGoesBetweenTwoPagesHidesNoOther() {
    String token = "&pageToken=" + api.get("/api/v1/accounts?pageSize=2").at("/nextPageToken");

    api.accounts.replace(FakeAccounts.account("a-new-one", "aws", Account.State.READY, 1));
    assertThat(names("/api/v1/accounts?pageSize=2" + token)).containsExactly("sim-gcp");
    api.accounts.remove("a-new-one");
    api.accounts.remove("sim-azure");
    assertThat(names("/api/v1/accounts?pageSize=2" + token)).containsExactly("sim-gcp");
    api.accounts.remove("sim-aws");
    assertThat(names("/api/v1/accounts?pageSize=2" + token)).containsExactly("sim-gcp");
    api.accounts.replace(FakeAccounts.account("a-new-one", "aws", Account.State.READY, 1));
    api.accounts.replace(FakeAccounts.account("b-new-one", "aws", Account.State.READY, 1));
    api.accounts.replace(FakeAccounts.account("c-new-one", "aws", Account.State.READY, 1));
    assertThat(names("/api/v1/accounts?pageSize=2" + token)).containsExactly("sim-gcp");
  }

  private static List<String> names(String path) {
    return api.get(path).json().get("items").findValuesAsText("name");
  }

  @Test
  void aTokenThatWasNotGivenForThisListIs400() {
    assertThat(api.get("/api/v1/accounts?pageToken=bm9uZQ").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/accounts?pageToken=%25%25").status()).isEqualTo(400);
  }

  @Test
  void anAccountIsSentAgainOnlyWhenItHasChanged() {
    Answer first = api.get("/api/v1/accounts/sim-aws");
    String tag = first.header("ETag");
    assertThat(first.at("/state")).isEqualTo("READY");
    assertThat(api.get("/api/v1/accounts/sim-aws", "If-None-Match", tag).status()).isEqualTo(304);

    api.accounts.replace(FakeAccounts.account("sim-aws", "aws", Account.State.UNHEALTHY, 4));
    Answer changed = api.get("/api/v1/accounts/sim-aws", "If-None-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("/state")).isEqualTo("UNHEALTHY");
  }

  @Test
  void theHealthOfAnAccountIsAResourceOfItsOwn() {
    Answer answer = api.get("/api/v1/accounts/sim-aws/health");

    assertThat(answer.at("/successRate")).isEqualTo("0.99");
    assertThat(answer.at("/latencyP95Millis")).isEqualTo("41.5");
    assertThat(answer.at("/throttled")).isEqualTo("3");
    assertThat(answer.at("/checkedAt")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(answer.at("/breaker/state")).isEqualTo("CLOSED");
  }

  @Test
  void anAccountThatIsNotThereIs404() {
    assertThat(api.get("/api/v1/accounts/none").at("/code")).isEqualTo("account-not-found");
    assertThat(api.get("/api/v1/accounts/none/health").status()).isEqualTo(404);
  }
}
