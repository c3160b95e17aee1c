package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.provider.tck.LiveRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run on a live account, as a process, where the account is one of the simulated cloud. */
class AwsLiveTest {
  private static final long LIMIT_SECONDS = 120;

  private @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // by start
  private SimulatorProcess simulator;

  @BeforeEach
  void start() {
    simulator =
        SimulatorProcess.start(
            0, directory.resolve("cloud"), "--latency", "4", "--provisioning", "100");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void allHoldsAndNothingIsLeft() throws Exception {
    Run run = run(credentials());
    assertThat(run.status()).as(run.said()).isEqualTo(LiveRun.HELD);
    assertThat(run.said())
        .contains("may be spent: t3.micro at ")
        .contains("held: the same token gives the same machine")
        .contains("quota L-1216C47A: ")
        .contains("all held");
    assertThat(made()).isEqualTo(1);
    nothingIsLeft();
  }

  @Test
  void whatWasMadeIsDeletedWhenAStepFails() throws Exception {
    simulator.control("POST", "faults", "{\"name\":\"denied\",\"action\":\"StopInstances\"}");
    Run run = run(credentials());
    assertThat(run.status()).as(run.said()).isEqualTo(LiveRun.BROKEN);
    assertThat(run.said()).contains("BROKEN: stop: ").contains("deletes what is left: i-");
    assertThat(made()).isEqualTo(1);
    nothingIsLeft();
  }

  @Test
  void whatCannotBeDeletedIsNamedWithItsTag() throws Exception {
    simulator.control("POST", "faults", "{\"name\":\"denied\",\"action\":\"TerminateInstances\"}");
    Run run = run(credentials());
    assertThat(run.status()).as(run.said()).isEqualTo(LiveRun.BROKEN);
    assertThat(run.said()).contains("LEFT, perhaps: ").contains("novacron-control-plane = live-");
  }

  @Test
  void nothingIsMadeAboveTheCeiling() throws Exception {
    Map<String, String> environment = credentials();
    environment.put("CEILING", "0.001");
    Run run = run(environment);
    assertThat(run.status()).as(run.said()).isEqualTo(LiveRun.NOT_POSSIBLE);
    assertThat(run.said()).contains("above the ceiling of 0.001 USD; raise CEILING");
    assertThat(calls("RunInstances")).isZero();
  }

  @Test
  void withoutCredentialsItSaysHowToGetThem() throws Exception {
    Run run = run(new HashMap<>());
    assertThat(run.status()).as(run.said()).isEqualTo(LiveRun.NOT_POSSIBLE);
    assertThat(run.said())
        .contains("There are no credentials")
        .contains("AWS_ACCESS_KEY_ID")
        .contains("IAM, Users, Security credentials")
        .doesNotContain("\tat ");
    assertThat(simulator.control("GET", "calls", "").path("total").asLong()).isZero();
  }

  @Test
  void wrongCredentialsAreToldAsAwsTellsThem() throws Exception {
    Map<String, String> environment = credentials();
    environment.put("AWS_ACCESS_KEY_ID", "AKIAAUTHFAILURE00000");
    Run run = run(environment);
    assertThat(run.status()).as(run.said()).isEqualTo(LiveRun.NOT_POSSIBLE);
    assertThat(run.said()).contains("AuthFailure").doesNotContain("canary");
    assertThat(calls("RunInstances")).isZero();
  }

  private static Map<String, String> credentials() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", "AKIATESTTESTTESTTEST");
    environment.put("AWS_SECRET_ACCESS_KEY", "canary-5f1e-secret-access-key");
    return environment;
  }

  private Run run(Map<String, String> environment) throws IOException, InterruptedException {
    Path said = directory.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Credentials of whoever runs the tests must not be used.
                "-Duser.home=" + directory,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AwsLive.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("ENDPOINT", simulator.endpoint().toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hangs: " + Files.readString(said));
    }
    return new Run(process.exitValue(), Files.readString(said));
  }

  private long calls(String action) {
    return simulator.control("GET", "calls", "").path("byAction").path(action).asLong();
  }

  private int made() {
    return simulator.control("GET", "instances", "").path("items").size();
  }

  private void nothingIsLeft() {
    for (JsonNode each : simulator.control("GET", "instances", "").path("items")) {
      assertThat(each.path("phase").asText()).as(each.toString()).isEqualTo("deleted");
      assertThat(each.at("/tags/novacron-control-plane").asText()).startsWith("live-");
    }
    for (JsonNode each : simulator.control("GET", "resources", "").path("items")) {
      assertThat(each.path("kind").asText()).as(each.toString()).isNotIn("volume", "snapshot");
    }
  }

  /** How it ended. */
  private record Run(int status, String said) {}
}
