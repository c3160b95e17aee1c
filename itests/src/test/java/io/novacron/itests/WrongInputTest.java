package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong input on each way in is answered with what is wrong and what is legal, and changes nothing.
 */
class WrongInputTest {
  @TempDir static Path directory;

  private static Path home;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    home = Archive.ownHome(directory);
    Files.writeString(
        home.resolve("etc/io.novacron.account-bad.cfg"),
        """
        provider = simulator
        cloud = mars
        latencyMillis = soon
        """);
    Files.writeString(
        home.resolve("etc/io.novacron.account-good.cfg"),
        """
        provider = simulator
        cloud = gcp
        """);
    server = new Server(home, directory.resolve("data")).start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aBadAccountFileIsLeftOutWithItsReasonAndTheRestServes() throws Exception {
    JsonNode bad = server.read("/api/v1/accounts/bad");
    assertThat(bad.get("state").asText()).isEqualTo("MISCONFIGURED");
    assertThat(bad.toString()).contains("cloud").contains("mars").contains("aws, azure, gcp");
    assertThat(server.read("/api/v1/accounts/good").get("state").asText()).isEqualTo("READY");
    assertThat(Files.readString(server.data().resolve("log/novacron.log")))
        .contains("io.novacron.account-bad.cfg")
        .contains("latencyMillis");
  }

  @Test
  void aBadChangeOfAnAccountFileLeavesTheOldValueInForce() throws Exception {
    Files.writeString(
        home.resolve("etc/io.novacron.account-good.cfg"),
        """
        provider = simulator
        cloud = gcp
        latencyMillis = -5
        """);
    Path log = server.data().resolve("log/novacron.log");
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.readString(log).contains("io.novacron.account-good.cfg")
        && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(Files.readString(log)).contains("io.novacron.account-good.cfg").contains("-5");
    assertThat(server.read("/api/v1/accounts/good").get("state").asText()).isEqualTo("READY");
    Creates.acknowledged(server, "still-served");
  }

  @Test
  void aMachineWithWrongFieldsIsRefusedFieldByField() throws Exception {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/vms",
            """
            {"name": "Bad Name", "size": {"vcpus": 0, "memoryGib": -1, "architecture": "vax"},
             "placement": {"near": {"place": "Atlantis"}, "maxCarbonGramsPerKwh": -3}}
            """);
    assertProblem(answer, 422, "INVALID");
    assertThat(Server.json(answer.body()).get("errors").findValuesAsText("pointer"))
        .contains(
            "/name",
            "/size/vcpus",
            "/size/memoryGib",
            "/size/architecture",
            "/placement/maxCarbonGramsPerKwh");
  }

  @Test
  void hostileBodiesGetAProblemAndNeverAnInternalError() throws Exception {
    assertProblem(server.post("/api/v1/vms", "{\"name\":\"x\",\"colour\":1}"), 422, "INVALID");
    assertProblem(server.post("/api/v1/vms", "{\"name\":"), 400, "INVALID");
    assertProblem(server.post("/api/v1/vms", "[".repeat(5_000)), 400, "INVALID");
    assertProblem(server.post("/api/v1/vms", "\"" + "a".repeat(2_000_000) + "\""), 413, "INVALID");
    assertProblem(server.get("/api/v1/vms/no-such-machine"), 404, "NOT_FOUND");
    assertProblem(server.get("/api/v1/nowhere"), 404, "NOT_FOUND");
    assertProblem(server.get("/api/v1/vms?pageToken=forged"), 400, "INVALID");
  }

  @Test
  void theShellNamesTheWrongOptionAndExitsWithFailure() throws Exception {
    Server.Finished wrong =
        server.command("shell", "--", "novacron:vm-create --vcpus 0 --memory 4 wrong-size");
    assertThat(wrong.status()).as(wrong.output()).isNotZero();
    assertThat(wrong.output()).contains("--vcpus").doesNotContain("\tat ");

    Server.Finished unknown =
        server.command("shell", "--", "novacron:vm-info nothing-of-that-name");
    assertThat(unknown.status()).as(unknown.output()).isNotZero();
    assertThat(unknown.output()).isEqualTo(unknown.errors());
    assertThat(unknown.errors()).contains("nothing-of-that-name").doesNotContain("\tat ");

    Server.Finished option = server.command("shell", "--", "novacron:vm-create --colour red x");
    assertThat(option.status()).as(option.output()).isNotZero();
    assertThat(option.errors()).contains("--colour").isEqualTo(option.output());
  }

  @Test
  void theShellCreatesListsAndDeletesAMachine() throws Exception {
    Server.Finished created =
        server.command(
            "shell", "--", "novacron:vm-create --vcpus 2 --memory 4 --wait made-in-the-shell");
    assertThat(created.status()).as(created.output()).isZero();
    Server.Finished listed = server.command("shell", "--", "novacron:vm-list --output json");
    assertThat(listed.status()).as(listed.output()).isZero();
    assertThat(Server.json(listed.output()).findValuesAsText("name")).contains("made-in-the-shell");
    Server.Finished deleted =
        server.command("shell", "--", "novacron:vm-delete --wait made-in-the-shell");
    assertThat(deleted.status()).as(deleted.output()).isZero();
    assertThat(server.command("shell", "--", "novacron:op-list").status()).isZero();
    assertThat(server.command("shell", "--", "novacron:account-list").output()).contains("good");
  }

  @Test
  void theCommandLineNamesWhatIsLegal() throws Exception {
    Server.Finished command = server.command("fly");
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.output()).contains("fly").contains("run, start, stop, status");

    Server.Finished option = server.command("status", "--colour");
    assertThat(option.status()).isEqualTo(2);
    assertThat(option.output()).contains("--colour");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String category)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = Server.json(answer.body());
    assertThat(problem.get("category").asText()).isEqualTo(category);
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\\tat ");
  }
}
