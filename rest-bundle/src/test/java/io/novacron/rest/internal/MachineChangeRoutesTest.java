package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.SizePatch;
import io.novacron.rest.internal.TestApi.Answer;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Actions with what they are told, and patches. */
final class MachineChangeRoutesTest {
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = MachineAction.class,
      names = {"STOP", "RESTART", "PAUSE", "DELETE"})
  void everyActionIsAPostToItsVerb(MachineAction action) {
    Answer answer = api.post(running() + "/actions/" + action.verb());

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.at("/operation/kind")).isEqualTo(action.verb());
    assertThat(answer.at("/machine/status/state")).isEqualTo(action.during().name());
    assertThat(api.machines.actions()).containsExactly(ActionRequest.of(action));
  }

  @Test
  void forceIsHandedOn() {
    api.postJson(running() + "/actions/stop", "{\"force\": true}");

    assertThat(api.machines.actions()).containsExactly(ActionRequest.forced(MachineAction.STOP));
  }

  @Test
  void aResizeTakesASizeOrAType() {
    api.postJson(running() + "/actions/resize", "{\"size\": {\"vcpus\": 8, \"memoryGib\": 32}}");
    api.postJson(running() + "/actions/resize", "{\"instanceType\": \"m7g.2xlarge\"}");

    assertThat(api.machines.actions())
        .containsExactly(
            ActionRequest.resize(new Size(8, 32, 0, null, null)),
            ActionRequest.resize("m7g.2xlarge"));
  }

  @Test
  void whatTheServiceRefusesIs422WithItsField() {
    Answer answer = api.postJson(running() + "/actions/pause", "{\"force\": true}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/force");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"speed\": 1}', 422, /speed",
    "'{\"force\": \"yes\"}', 422, /force",
    "'{\"size\": {\"vcpus\": 8}}', 422, /size/memoryGib",
    "'[]', 422, ''",
    "'{', 400, ''"
  })
  void aWrongBodyOfAnActionNamesItsFields(String body, int status, String pointer) {
    Answer answer = api.postJson(running() + "/actions/resize", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(api.machines.actions()).isEmpty();
  }

  @Test
  void aBodyOfAnotherTypeIs415() {
    Answer answer =
        api.send(
            "POST",
            running() + "/actions/stop",
            BodyPublishers.ofString("force=true"),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(api.machines.actions()).isEmpty();
  }

  @Test
  void aPatchOfLabelsIsDoneWithItsAnswer() {
    Answer answer = patch("{\"labels\": {\"team\": \"b\", \"old/one\": null}}", "\"2\"");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/operation/kind")).isEqualTo("update");
    assertThat(answer.header("Location"))
        .isEqualTo("/api/v1/operations/" + answer.at("/operation/id"));
    assertThat(api.machines.patches())
        .containsExactly(
            MachinePatch.ofLabels(
                Map.of("team", Optional.of("b"), "old/one", Optional.<String>empty())));
  }

  @Test
  void aPatchTakesNoKeyAsItsRevisionMakesItSafeToRepeat() {
    Answer answer =
        api.send(
            "PATCH",
            running(),
            json("{\"labels\": {\"team\": \"b\"}}"),
            "Content-Type",
            "application/merge-patch+json",
            "If-Match",
            "\"2\"",
            "Idempotency-Key",
            "k-1");
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("Idempotency-Key");
    assertThat(api.machines.patches()).isEmpty();
  }

  @Test
  void aPatchOfTheSizeBeginsAResize() {
    Answer answer = patch("{\"size\": {\"vcpus\": 8, \"gpuModel\": null}}", "\"2\"");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.at("/operation/kind")).isEqualTo("resize");
    assertThat(api.machines.patches())
        .containsExactly(
            new MachinePatch(
                Map.of(),
                false,
                null,
                new SizePatch(8, null, null, null, null, Set.of("gpuModel")),
                null));
  }

  @Test
  void nullForAllLabelsRemovesThemAll() {
    patch("{\"labels\": null, \"desiredState\": \"STOPPED\"}", "\"2\"");

    assertThat(api.machines.patches())
        .containsExactly(new MachinePatch(Map.of(), true, DesiredState.STOPPED, null, null));
  }

  @Test
  void aPatchNeedsTheRevisionThatItWasMadeFor() {
    Answer missing =
        api.send("PATCH", running(), json("{\"labels\": {}}"), "Content-Type", "application/json");

    assertThat(missing.status()).as(missing.text()).isEqualTo(428);
    assertThat(missing.at("/code")).isEqualTo("precondition-required");
    assertThat(missing.at("/nextStep")).contains("ETag");
    assertThat(patch("{\"labels\": {}}", "\"1\"").status()).isEqualTo(412);
    assertThat(patch("{\"labels\": {}}", "*").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\": \"web-2\"}', /name, labels",
    "'{\"placement\": {\"region\": \"r2\"}}', /placement, cannot be changed",
    "'{\"status\": {}}', /status, known are labels",
    "'{\"desiredState\": \"PAUSED\"}', /desiredState, RUNNING",
    "'{\"desiredState\": null}', /desiredState, cannot be removed",
    "'{\"size\": {\"vcpus\": null}}', /size/vcpus, cannot be removed",
    "'{\"labels\": {\"a\": 1}}', /labels/a, must be text"
  })
  void aWrongPatchNamesItsFieldsAndWhatIsLegal(String body, String pointer, String message) {
    Answer answer = patch(body, "\"2\"");

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(answer.at("/errors/0/message")).contains(message);
    assertThat(api.machines.patches()).isEmpty();
  }

  @Test
  void aPatchOfAnotherMediaTypeIs415AndOneWithoutABodyIs400() {
    Answer other =
        api.send(
            "PATCH",
            running(),
            json("[{\"op\": \"remove\", \"path\": \"/labels\"}]"),
            "Content-Type",
            "application/json-patch+json",
            "If-Match",
            "\"2\"");
    Answer empty =
        api.send(
            "PATCH",
            running(),
            json(""),
            "Content-Type",
            "application/merge-patch+json",
            "If-Match",
            "\"2\"");

    assertThat(other.status()).as(other.text()).isEqualTo(415);
    assertThat(empty.status()).as(empty.text()).isEqualTo(400);
  }

  private static Answer patch(String body, String ifMatch) {
    return api.send(
        "PATCH",
        running(),
        json(body),
        "Content-Type",
        "application/merge-patch+json",
        "If-Match",
        ifMatch);
  }

  private static BodyPublisher json(String body) {
    return BodyPublishers.ofString(body);
  }

  /** A machine of revision 2 that runs. */
  private static String running() {
    Answer answer = api.postJson("/api/v1/vms", Samples.SMALL_MACHINE);
    String id = answer.at("/machine/id");
    api.machines.finish(id, MachineState.RUNNING);
    return "/api/v1/vms/" + id;
  }
}
