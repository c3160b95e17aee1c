package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Requests that several tests make. */
final class Creates {
  static final String PLACEMENT = "{\"size\":{\"vcpus\":2,\"memoryGib\":4}}";

  private Creates() {}

  /** A small machine of the given name. */
  static String body(String name) {
    return "{\"name\":\"" + name + "\",\"size\":{\"vcpus\":2,\"memoryGib\":4}}";
  }

  /** A small machine of the given name in the given account. */
  static String body(String name, String account) {
    return "{\"name\":\""
        + name
        + "\",\"size\":{\"vcpus\":2,\"memoryGib\":4},\"placement\":{\"account\":\""
        + account
        + "\"}}";
  }

  /** Creates a machine, waits until it runs, and gives its id. */
  static String acknowledged(Server server, String name) throws IOException, InterruptedException {
    return acknowledgedBody(server, body(name));
  }

  /** Creates a machine in an account, waits until it runs, and gives its id. */
  static String acknowledged(Server server, String name, String account)
      throws IOException, InterruptedException {
    return acknowledgedBody(server, body(name, account));
  }

  private static String acknowledgedBody(Server server, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = server.post("/api/v1/vms", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode accepted = Server.json(answer.body());
    JsonNode ended =
        server.read("/api/v1/operations/" + accepted.at("/operation/id").asText() + "?wait=50s");
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
    return accepted.at("/machine/id").asText();
  }
}
