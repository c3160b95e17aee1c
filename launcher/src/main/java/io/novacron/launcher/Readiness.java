package io.novacron.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a node whether it is ready, over HTTP, as a load balancer would. */
final class Readiness {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  /**
   * The server's JVM has no JSON library outside its bundles, and one text is all that is needed.
   */
  private static final Pattern DETAIL =
      Pattern.compile("\"detail\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(DEADLINE).build();
  private final HttpRequest request;

  Readiness(String baseAddress) {
    this.request =
        HttpRequest.newBuilder(URI.create(baseAddress + "/health/ready")).timeout(DEADLINE).build();
  }

  /**
   * One answer.
   *
   * @param status the HTTP status; 0 if nothing answered
   * @param body what was said, or why nothing was
   */
  record Answer(int status, String body) {
    boolean ready() {
      return status == 200;
    }

    /** What it waits for: the detail of a problem, or else the beginning of what was said. */
    String inOneLine() {
      Matcher detail = DETAIL.matcher(body);
      if (detail.find()) {
        return detail.group(1).replace("\\\"", "\"");
      }
      if (status == NOT_FOUND) {
        return "the HTTP listener is open, REST is not there yet";
      }
      String text = body.replaceAll("\\s+", " ").strip();
      String shortened = text.length() > 200 ? text.substring(0, 200) + "..." : text;
      return status == 0 ? shortened : "HTTP " + status + " " + shortened;
    }
  }

  Answer ask() throws InterruptedException {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, "REST does not answer yet");
    }
  }
}
