package io.novacron.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Calls the node's REST as the administrator whose token the first start wrote. */
final class RestClient {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseAddress;
  private final String token;

  RestClient(String baseAddress, Path data) {
    this.baseAddress = baseAddress;
    Path file = data.resolve("security").resolve("admin-token");
    try {
      this.token = Files.readString(file).strip();
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.FAILED, "the token " + file + " cannot be read: " + Failures.reason(e));
    }
  }

  /** An answer: its status, and its body if that was JSON. */
  record Answer(int status, JsonNode body) {
    boolean successful() {
      return status >= 200 && status < 300;
    }

    /** What a problem says, in one line. */
    String problem() {
      return "HTTP " + status + " " + inOneLine(body);
    }
  }

  /** A problem's detail, wrong fields and next step. */
  static String inOneLine(JsonNode problem) {
    StringBuilder line = new StringBuilder(problem.path("detail").asText(""));
    for (JsonNode error : problem.path("errors")) {
      line.append(' ').append(error.path("pointer").asText(""));
      line.append(' ').append(error.path("message").asText("")).append(';');
    }
    String nextStep = problem.path("nextStep").asText("");
    return (nextStep.isEmpty() ? line.toString() : line + " " + nextStep).strip();
  }

  Answer get(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  Answer post(String path, JsonNode body, String idempotencyKey) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseAddress + path))
        .timeout(DEADLINE)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/problem+json");
  }

  private Answer send(HttpRequest request) throws InterruptedException {
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.FAILED,
          request.method() + " " + request.uri() + " got no answer: " + Failures.reason(e));
    }
    try {
      return new Answer(response.statusCode(), json.readTree(response.body()));
    } catch (JsonProcessingException e) {
      return new Answer(response.statusCode(), MissingNode.getInstance());
    }
  }
}
