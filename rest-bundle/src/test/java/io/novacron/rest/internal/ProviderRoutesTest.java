package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProviderRoutesTest {
  private static final String PROVIDERS = "/api/v1/providers";
  private static final String SWAP = PROVIDERS + "/aws/actions/swap";
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
  void versionsAreListedPageByPageAndWhatWasRefusedComesLast() {
    Answer all = api.get(PROVIDERS);
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.at("/items/0/version")).isEqualTo("1.9.0");
    assertThat(all.at("/items/0/state")).isEqualTo("SERVING");
    assertThat(all.at("/items/0/accounts/0")).isEqualTo("prod");
    assertThat(all.at("/items/1/version")).isEqualTo("1.10.0");
    assertThat(all.at("/items/2/state")).isEqualTo("REFUSED");
    assertThat(all.at("/items/2/bundle")).isEqualTo("bad.jar");

    Answer first = api.get(PROVIDERS + "?pageSize=2");
    Answer second = api.get(PROVIDERS + "?pageSize=2&pageToken=" + first.at("/nextPageToken"));
    assertThat(first.json().get("items").findValuesAsText("version"))
        .containsExactly("1.9.0", "1.10.0");
    assertThat(second.json().get("items").findValuesAsText("bundle")).containsExactly("bad.jar");
    assertThat(second.json().get("nextPageToken").isNull()).isTrue();
  }

  @Test
  void aSwapIsAnsweredWithItsOperation() {
    Answer answer = api.postJson(SWAP, "{\"version\":\"1.10.0\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/operations/op-1.10.0");
    assertThat(answer.at("/kind")).isEqualTo("swap-provider");
    assertThat(answer.at("/target")).isEqualTo("aws");
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    Answer answer = api.postJson(SWAP, "{\"version\":\"9\"}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/code")).isEqualTo("provider-version-not-found");
    assertThat(answer.at("/nextStep")).contains("deploy/");
  }

  @Test
  void theBodySaysTheVersionAndNothingElse() {
    assertThat(api.post(SWAP).status()).isBetween(400, 422);
    assertThat(api.postJson(SWAP, "{}").at("/errors/0/pointer")).isEqualTo("/version");
    assertThat(api.postJson(SWAP, "{\"version\":1}").status()).isBetween(400, 422);
    assertThat(api.postJson(SWAP, "{\"version\":\"1.10.0\",\"force\":true}").status())
        .isBetween(400, 422);
  }
}
