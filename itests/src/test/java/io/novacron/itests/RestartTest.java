package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path directory;

  @Test
  void machinesOperationsAndDecisionsAreTheSameAfterStopAndStart() throws Exception {
    try (Server server = new Server(Archive.home(), directory.resolve("data")).start()) {
      JsonNode samples =
          Server.json(
              Files.readString(
                  Path.of(System.getProperty("novacron.samples"), "three-machines.json")));
      List<String> operations = new ArrayList<>();
      for (JsonNode sample : samples) {
        HttpResponse<String> answer = server.post("/api/v1/vms", sample.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        operations.add(Server.json(answer.body()).at("/operation/id").asText());
      }
      for (String operation : operations) {
        JsonNode ended = server.read("/api/v1/operations/" + operation + "?wait=50s");
        assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
      }
      List<JsonNode> machines = server.readAll("/api/v1/vms");
      List<JsonNode> journal = server.readAll("/api/v1/operations");
      List<JsonNode> decisions = server.readAll("/api/v1/placements");
      assertThat(machines).hasSize(3);
      assertThat(journal).hasSize(3);
      assertThat(decisions).hasSize(3);

      assertThat(server.stop()).as(server.output()).isZero();
      server.start();

      assertThat(server.readAll("/api/v1/vms")).isEqualTo(machines);
      assertThat(server.readAll("/api/v1/operations")).isEqualTo(journal);
      assertThat(server.readAll("/api/v1/placements")).isEqualTo(decisions);

      HttpResponse<String> replayed = server.post("/api/v1/placements/replay", "{\"latest\": 10}");
      assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
      for (JsonNode item : Server.json(replayed.body()).get("items")) {
        assertThat(item.path("identical").asBoolean()).as(item.toString()).isTrue();
      }
      HttpResponse<String> green =
          server.post(
              "/api/v1/placements/replay",
              "{\"latest\": 10, \"content\": {\"weights\": {\"carbon\": 1}}}");
      assertThat(Server.json(green.body()).at("/moves").asInt()).as(green.body()).isPositive();
      assertThat(
              server
                  .get("/api/v1/placements/" + decisions.get(0).get("id").asText() + "/chart")
                  .body())
          .startsWith("<svg");

      String gone = machines.get(0).get("id").asText();
      HttpResponse<String> deletion = server.delete("/api/v1/vms/" + gone);
      assertThat(deletion.statusCode()).as(deletion.body()).isEqualTo(202);
      JsonNode ended =
          server.read(
              "/api/v1/operations/"
                  + Server.json(deletion.body()).at("/operation/id").asText()
                  + "?wait=50s");
      assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
      assertThat(server.read("/api/v1/vms/" + gone).at("/status/state").asText())
          .isEqualTo("DELETED");
      assertThat(server.readAll("/api/v1/vms")).hasSize(2);
    }
  }
}
