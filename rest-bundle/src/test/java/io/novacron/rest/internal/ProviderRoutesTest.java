package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.TestApi.Answer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    api.services.providers().bind(new Providers());
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void versionsAreListedPageByPageAndWhatWasRefusedComesLast() {
    Answer all = api.get(PROVIDERS);
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.at("/items/0/version")).isEqualTo("1.0.0");
    assertThat(all.at("/items/0/state")).isEqualTo("SERVING");
    assertThat(all.at("/items/0/accounts/0")).isEqualTo("prod");
    assertThat(all.at("/items/2/state")).isEqualTo("REFUSED");
    assertThat(all.at("/items/2/bundle")).isEqualTo("bad.jar");

    Answer first = api.get(PROVIDERS + "?pageSize=2");
    Answer second = api.get(PROVIDERS + "?pageSize=2&pageToken=" + first.at("/nextPageToken"));
    assertThat(second.at("/items/0/bundle")).isEqualTo("bad.jar");
  }

  @Test
  void aSwapIsAnsweredWithItsOperation() {
    Answer answer = api.postJson(SWAP, "{\"version\":\"2.0.0\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/operations/op-2.0.0");
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
    assertThat(api.postJson(SWAP, "{\"version\":\"2.0.0\",\"force\":true}").status())
        .isBetween(400, 422);
  }

  /** Two versions of one provider, and a file that was refused. */
  private static final class Providers implements ProviderService {
    @Override
    public List<ProviderVersion> list(Caller caller) {
      return List.of(
          version("1.0.0", ProviderVersion.State.SERVING, List.of("prod")),
          version("2.0.0", ProviderVersion.State.STANDBY, List.of()),
          new ProviderVersion(
              null,
              null,
              ProviderVersion.State.REFUSED,
              false,
              List.of(),
              "bad.jar",
              "it exports"));
    }

    private static ProviderVersion version(
        String version, ProviderVersion.State state, List<String> accounts) {
      return new ProviderVersion(
          "aws", version, state, accounts.size() == 1, accounts, version + ".jar", null);
    }

    @Override
    public CompletionStage<Operation> swap(Caller caller, String type, String version) {
      return version.equals("2.0.0")
          ? CompletableFuture.completedFuture(
              Operation.queued(
                  "op-" + version,
                  caller.tenant(),
                  OperationKind.SWAP_PROVIDER,
                  type,
                  caller.principal(),
                  Instant.EPOCH))
          : CompletableFuture.failedFuture(
              Problem.builder("provider-version-not-found", Category.NOT_FOUND, "There is 1.0.0.")
                  .nextStep("Put its bundle into deploy/.")
                  .toException());
    }
  }
}
