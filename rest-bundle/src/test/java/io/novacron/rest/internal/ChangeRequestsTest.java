package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dryRun} and {@code Idempotency-Key} of routes that change no machine. */
class ChangeRequestsTest {
  private static final String DRY = "?dryRun=true";
  private static final RequestOptions KEYED = RequestOptions.keyed("k-1");
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  private static String content(String kind) {
    return switch (kind) {
      case "policies" -> "\"weights\": {\"price\": 1}}";
      case "budgets" -> "\"amount\": \"5\", \"period\": \"hour\"}";
      default -> "\"spec\": {\"image\": \"i\", \"size\": {\"vcpus\": 2}}}";
    };
  }

  private static String named(String kind) {
    return "{\"name\": \"web\", " + content(kind);
  }

  private static List<RequestOptions> asked(String kind) {
    return switch (kind) {
      case "policies" -> api.policies.asked;
      case "budgets" -> api.budgets.asked;
      default -> api.templates.asked;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "budgets", "templates"})
  void dryRunOfACreateIs200WithTheRecordAndNothingIsMade(String kind) {
    String path = "/api/v1/" + kind;
    Answer shown = api.postJson(path + DRY, named(kind));
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.at("/name")).isEqualTo("web");
    assertThat(shown.at("/version")).isEqualTo("1");
    assertThat(shown.header("Location")).isEmpty();
    assertThat(shown.header("ETag")).as("nothing has that revision").isEmpty();
    assertThat(api.get(path + "/web").status()).isEqualTo(404);
    assertThat(api.postJson(path + "?dryRun=false", named(kind)).status()).isEqualTo(201);
    assertThat(api.postJson(path + DRY, named(kind)).status()).isEqualTo(409);
    assertThat(asked(kind))
        .containsExactly(RequestOptions.DRY_RUN, RequestOptions.NONE, RequestOptions.DRY_RUN);
    assertThat(api.postJson(path + "?dryRun=maybe", named(kind)).at("/errors/0/pointer"))
        .contains("dryRun");
    Answer both = api.postJson(path + DRY, named(kind), "Idempotency-Key", "k-1");
    assertThat(both.status()).isEqualTo(400);
    assertThat(both.at("/errors/0/pointer")).contains("Idempotency-Key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "budgets", "templates"})
  void dryRunOfAnotherVersionAndOfADeleteChangeNothing(String kind) {
    String path = "/api/v1/" + kind;
    Answer made = api.postJson(path, named(kind));
    String tag = made.header("ETag");
    Answer second = version(kind, path, DRY, tag);
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(second.at("/version")).isEqualTo("2");
    assertThat(version(kind, path, DRY, "\"9\"").status()).isEqualTo(412);
    Answer gone = api.delete(path + "/web" + DRY, "If-Match", tag);
    assertThat(gone.status()).as(gone.text()).isEqualTo(200);
    assertThat(gone.at("/name")).isEqualTo("web");
    assertThat(api.get(path + "/web").at("/version")).isEqualTo("1");
    assertThat(api.delete(path + "/none" + DRY).status()).isEqualTo(404);
    assertThat(asked(kind)).filteredOn(options -> !options.dryRun()).hasSize(1);
  }

  private static Answer version(String kind, String path, String query, String tag) {
    String body = "{" + content(kind);
    return kind.equals("templates")
        ? api.postJson(path + "/web/versions" + query, body, "If-Match", tag)
        : api.putJson(path + "/web" + query, body, "If-Match", tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "budgets", "templates"})
  void theKeyOfAPostIsHandedOn(String kind) {
    String path = "/api/v1/" + kind;
    assertThat(api.postJson(path, named(kind), "Idempotency-Key", "k-1").status()).isEqualTo(201);
    assertThat(asked(kind)).containsExactly(KEYED);
    assertThat(api.postJson(path, named(kind), "Idempotency-Key", "a b").status()).isEqualTo(400);
    assertThat(api.delete(path + "/web", "Idempotency-Key", "k-2").status()).isEqualTo(400);
    if (kind.equals("templates")) {
      assertThat(
              api.postJson(path + "/web/versions", "{" + content(kind), "Idempotency-Key", "k-1")
                  .status())
          .isEqualTo(201);
      assertThat(api.templates.asked).containsExactly(KEYED, KEYED);
    }
  }

  @Test
  void aSwapTakesBoth() {
    String path = "/api/v1/providers/aws/actions/swap";
    String body = "{\"version\": \"1.10.0\"}";
    Answer shown = api.postJson(path + DRY, body);
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.at("/dryRun")).isEqualTo("true");
    assertThat(shown.at("/effect")).isEqualTo("Version 1.10.0 is to serve.");
    assertThat(api.postJson(path + DRY, "{\"version\": \"9\"}").status()).isEqualTo(404);
    Answer begun = api.postJson(path, body, "Idempotency-Key", "k-1");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.header("Location")).isEqualTo("/api/v1/operations/op-1.10.0");
    assertThat(api.providers.asked)
        .containsExactly(RequestOptions.DRY_RUN, RequestOptions.DRY_RUN, KEYED);
  }

  @Test
  void aDryRunOfACancelShowsTheOperationAsItWouldBe() {
    Answer made = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE);
    String path = "/api/v1/operations/" + made.at("/operation/id");
    Answer shown = api.post(path + "/actions/cancel" + DRY);
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.at("/cancelRequested")).isEqualTo("true");
    assertThat(api.get(path).at("/cancelRequested")).isEqualTo("false");
    assertThat(api.post(path + "/actions/cancel" + DRY, "Idempotency-Key", "k").status())
        .isEqualTo(400);
    assertThat(api.post("/api/v1/operations/none/actions/cancel" + DRY).status()).isEqualTo(404);
  }

  @Test
  void actionsOnWhatWasFoundTakeAKeyUnlessTheyAreDryRuns() {
    String drift = "/api/v1/drift/" + FakeInventory.DRIFT.id() + "/actions/revert";
    String orphan = "/api/v1/orphans/orphan-1/actions/quarantine";
    assertThat(api.post(drift, "Idempotency-Key", "k-1").status()).isEqualTo(202);
    assertThat(api.post(orphan + "?dryRun=false", "Idempotency-Key", "k-2").status())
        .isEqualTo(202);
    assertThat(api.post(orphan, "Idempotency-Key", "k-3").status())
        .as("a dry run unless it is told otherwise")
        .isEqualTo(400);
    assertThat(api.post(drift + DRY, "Idempotency-Key", "k-3").status()).isEqualTo(400);
    assertThat(api.inventory.asked)
        .containsExactly("REVERT " + FakeInventory.DRIFT.id() + " k-1", "QUARANTINE orphan-1 k-2");
  }
}
