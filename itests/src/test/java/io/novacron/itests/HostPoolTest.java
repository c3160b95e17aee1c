package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pool of hosts beside the clouds: it is filled because it is cheapest, what it has no room for
 * goes to a cloud, and after a kill it is as full as it was.
 */
class HostPoolTest {
  private static final String POOL =
      """
      {
        "name": "test",
        "region": {
          "id": "test-cellar", "city": "Frankfurt", "country": "DE",
          "latitude": 50.11, "longitude": 8.68, "jurisdiction": "EU"
        },
        "prices": { "asOf": "2026-11-30", "source": "a test" },
        "hosts": [
          { "name": "host-a", "rack": "rack-a", "vcpus": 8, "memoryGib": 32 },
          { "name": "host-b", "rack": "rack-b", "vcpus": 8, "memoryGib": 32 }
        ],
        "types": [ { "name": "vm-4-16", "vcpus": 4, "memoryGib": 16, "pricePerHour": "0.001" } ]
      }
      """;

  @TempDir Path directory;

  @Test
  void thePoolIsFilledFirstThenACloudIsUsedAndAKillChangesNothing() throws Exception {
    Path home = Archive.ownHome(directory);
    Files.writeString(home.resolve("etc/pool-test.json"), POOL);
    try (Server server =
        new Server(home, directory.resolve("data"))
            .with("NOVACRON_POOL", "pool-test.json")
            .start()) {
      List<JsonNode> machines = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        machines.add(create(server, "web-" + i));
      }
      List<String> accounts =
          machines.stream().map(each -> each.at("/status/account").asText()).toList();
      assertThat(accounts.subList(0, 4)).containsOnly("simulated-onpremise");
      assertThat(accounts.subList(4, 6)).doesNotContain("simulated-onpremise");
      // Two machines of a group are in two racks, which are the zones.
      assertThat(new TreeSet<>(zones(machines.subList(0, 2)))).containsExactly("rack-a", "rack-b");
      assertThat(metric(server, "novacron_pool_vcpus_free")).containsExactly(0.0, 0.0);
      assertThat(server.output() + log(server)).contains("machine placed", "host=host-a");

      server.kill();
      server.start();
      assertThat(metric(server, "novacron_pool_machines")).containsExactly(2.0, 2.0);
      assertThat(metric(server, "novacron_pool_vcpus_free")).containsExactly(0.0, 0.0);
      assertThat(create(server, "web-6").at("/status/account").asText())
          .isNotEqualTo("simulated-onpremise");

      HttpResponse<String> deletion =
          server.delete("/api/v1/vms/" + machines.get(0).get("id").asText());
      await(server, Server.json(deletion.body()));
      assertThat(metric(server, "novacron_pool_vcpus_free")).containsExactlyInAnyOrder(0.0, 4.0);
    }
  }

  private static JsonNode create(Server server, String name)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/vms",
            "{\"name\":\""
                + name
                + "\",\"labels\":{\"group\":\"web\"},\"size\":{\"vcpus\":4,\"memoryGib\":16}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode accepted = Server.json(answer.body());
    await(server, accepted);
    return server.read("/api/v1/vms/" + accepted.at("/machine/id").asText());
  }

  private static void await(Server server, JsonNode accepted)
      throws IOException, InterruptedException {
    JsonNode ended =
        server.read("/api/v1/operations/" + accepted.at("/operation/id").asText() + "?wait=50s");
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
  }

  private static List<String> zones(List<JsonNode> machines) {
    return machines.stream().map(each -> each.at("/status/zone").asText()).toList();
  }

  /** The values of a metric, rack by rack. */
  private static List<Double> metric(Server server, String name)
      throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      List<Double> values =
          server
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith(name + "{"))
              .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
              .toList();
      if (!values.isEmpty()) {
        return values;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("there is no metric " + name);
  }

  private static String log(Server server) throws IOException {
    return Files.readString(server.data().resolve("log/novacron.log"));
  }
}
