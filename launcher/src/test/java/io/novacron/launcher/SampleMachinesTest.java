package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleMachinesTest {
  private static final String DECISION =
      """
      {"id":"d-1",
       "chosen":{"account":"sim-aws","cloud":"aws","region":"eu-central-1","instanceType":"t4g.xlarge",
                 "pricePerHour":{"amount":"0.1536","currency":"USD","asOf":"2026-10-01"}},
       "runnerUp":{"account":"sim-gcp","cloud":"gcp","region":"europe-west3","instanceType":"e2-standard-4",
                 "pricePerHour":{"amount":"0.1726","currency":"USD","asOf":"2026-10-02"}},
       "margin":{"amount":"0.0190","currency":"USD"},
       "counterfactuals":[{"change":"its price fell below 0.1536 USD/h",
                 "wouldChoose":{"account":"sim-gcp","cloud":"gcp","region":"europe-west3","instanceType":"e2-standard-4"}}]}
      """;

  @TempDir Path data;
  private SmallRestServer server;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void startServer() throws IOException {
    Files.createDirectories(data.resolve("security"));
    Files.writeString(data.resolve("security/admin-token"), "secret\n");
    server =
        new SmallRestServer()
            .answering("GET /api/v1/vms?pageSize=100", 200, "{\"items\":[],\"nextPageToken\":null}")
            .answering(
                "POST /api/v1/vms",
                202,
                "{\"machine\":{\"id\":\"m-1\"},\"operation\":{\"id\":\"o-1\"}}")
            .answering(
                "GET /api/v1/operations/o-1?wait=20s",
                200,
                "{\"done\":true,\"state\":\"SUCCEEDED\"}")
            .answering(
                "GET /api/v1/vms/m-1",
                200,
                "{\"id\":\"m-1\",\"decision\":\"d-1\",\"status\":{\"state\":\"RUNNING\"}}")
            .answering("GET /api/v1/placements/d-1", 200, DECISION);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aMachineIsAskedForOnceUnderAKeyOfItsNameAndItsDecisionIsPrinted() throws Exception {
    assertThat(createWeb()).isTrue();

    assertThat(server.asked()).contains("POST /api/v1/vms Bearer secret sample-web");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("web: created, running")
        .contains("t4g.xlarge in eu-central-1 of aws (account sim-aws)")
        .contains("0.1536 USD/h, as of 2026-10-01")
        .contains("e2-standard-4 in europe-west3 of gcp (account sim-gcp) at 0.1726 USD/h")
        .contains("0.0190 USD/h")
        .contains("its price fell below 0.1536 USD/h");
  }

  @Test
  void aMachineThatExistsIsShownAndNotAskedForAgain() throws Exception {
    server.answering(
        "GET /api/v1/vms?pageSize=100",
        200,
        "{\"items\":[{\"id\":\"m-1\",\"name\":\"web\",\"operation\":\"o-1\",\"status\":{\"state\":\"RUNNING\"}}]}");

    assertThat(createWeb()).isTrue();

    assertThat(server.asked()).noneMatch(request -> request.startsWith("POST"));
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("web: exists already, running");
  }

  @Test
  void aRefusalIsPrintedWithFieldAndNextStep() throws Exception {
    server.answering(
        "POST /api/v1/vms",
        422,
        "{\"detail\":\"The body is wrong.\",\"nextStep\":\"Correct it.\","
            + "\"errors\":[{\"pointer\":\"/size/vcpus\",\"message\":\"must be positive\"}]}");

    assertThat(createWeb()).isFalse();

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "web: refused: HTTP 422 The body is wrong. /size/vcpus must be positive; Correct it.");
  }

  @Test
  void anOperationThatFailsIsPrintedWithItsReason() throws Exception {
    server.answering(
        "GET /api/v1/operations/o-1?wait=20s",
        200,
        "{\"done\":true,\"state\":\"FAILED\",\"error\":{\"detail\":\"No capacity is left.\"}}");

    assertThat(createWeb()).isFalse();

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("FAILED No capacity is left.");
  }

  private boolean createWeb() throws Exception {
    JsonNode machines = new ObjectMapper().readTree("[{\"name\":\"web\"}]");
    return new SampleMachines(
            new RestClient(server.address(), data),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .createAll(machines);
  }
}
