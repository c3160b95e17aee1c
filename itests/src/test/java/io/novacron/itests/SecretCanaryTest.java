package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that are given to a server with an AWS account are in none of its answers, its output and
 * its files, whatever goes wrong. User data is kept, encrypted, until its machine is made; it goes
 * to the cloud, and nowhere else.
 */
class SecretCanaryTest {
  private static final String KEY = "canary0secret0access0key0Zq81";
  private static final String SESSION = "canary0session0token0Wv52";
  private static final String EXTERNAL = "canary0external0id0Tx37";
  private static final String USER_DATA = "canary0user0data0Pk94";

  /** Not a secret: shows that what is looked through holds what was asked for. */
  private static final String CONTROL = "control-by-name-hn63";

  private static final List<String> ANSWERS =
      List.of(
          "/api/v1/accounts",
          "/api/v1/budgets",
          "/api/v1/drift",
          "/api/v1/inventory",
          "/api/v1/operations",
          "/api/v1/orphans",
          "/api/v1/placements",
          "/api/v1/plans",
          "/api/v1/policies",
          "/api/v1/providers",
          "/api/v1/templates",
          "/api/v1/throttles",
          "/api/v1/vms",
          "/metrics",
          "/health/ready");

  @TempDir Path directory;

  private final List<String> said = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void aSecretIsInNoAnswerNoLogAndNoFile() throws Exception {
    Path home = Archive.ownHome(directory);
    Path data = directory.resolve("data");
    Files.writeString(
        home.resolve("etc/org.ops4j.pax.logging.cfg"),
        """

        log4j2.logger.novacron.level = DEBUG
        log4j2.logger.sdk.name = software.amazon.awssdk
        log4j2.logger.sdk.level = DEBUG
        """,
        StandardOpenOption.APPEND);
    try (CloudProcess cloud =
            CloudProcess.start(
                home, directory.resolve("cloud"), "--latency", "20", "--provisioning", "100");
        Server server = new Server(home, data)) {
      account(home, "good", cloud, "AKIASIMULATED0000000", "");
      account(home, "refused", cloud, "AKIASIGNATURE0000000", "");
      account(
          home,
          "role",
          cloud,
          "AKIASIMULATED0000000",
          "roleArn = arn:aws:iam::123456789012:role/novacron\nexternalId = "
              + secret("external", EXTERNAL));
      server.start();
      CompletableFuture<Void> events = events(server);

      awaitState(server, "good", "READY");
      awaitState(server, "role", "READY");
      awaitState(server, "refused", "UNHEALTHY");
      created(server, CONTROL, "good", "SUCCEEDED");
      created(server, "by-role", "role", "SUCCEEDED");
      HttpResponse<String> unusable = server.post("/api/v1/vms", body("by-refused", "refused"));
      assertThat(unusable.body()).contains("SignatureDoesNotMatch");
      said.add(unusable.body());
      during(server, cloud, "denied", "by-denied", "FAILED");
      during(server, cloud, "quota", "by-quota", "FAILED");
      during(server, cloud, "malformed", "by-malformed", "SUCCEEDED");
      during(server, cloud, "lost-reply", "by-lost", "SUCCEEDED");
      refused(server);
      for (String path : ANSWERS) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        said.add(path + ": " + answer.body());
      }
      for (JsonNode machine : server.readAll("/api/v1/vms")) {
        said.add(server.get("/api/v1/vms/" + machine.get("id").asText()).body());
      }
      assertThat(String.join("\n", said)).contains(CONTROL);
      assertThat(server.stop()).as(server.output()).isZero();
      events.handle((ended, failure) -> null).join();
      assertThat(told).as("events").anyMatch(line -> line.contains(CONTROL));
      said.addAll(told);
      said.add(server.output());
    }
    Map<String, byte[]> places = new LinkedHashMap<>();
    for (int i = 0; i < said.size(); i++) {
      places.put("answer " + i, said.get(i).getBytes(StandardCharsets.UTF_8));
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Path root : List.of(data, home.resolve("etc"))) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(file.toString(), Files.readAllBytes(file));
        }
      }
    }
    assertThat(files.values().stream().filter(bytes -> holds(bytes, CONTROL)))
        .as("records are kept in a form in which a secret would be seen")
        .isNotEmpty();
    places.putAll(files);
    List<String> found = new ArrayList<>();
    for (String canary : List.of(KEY, SESSION, EXTERNAL, USER_DATA)) {
      places.forEach(
          (place, bytes) -> {
            if (forms(canary).stream().anyMatch(form -> holds(bytes, form))) {
              found.add(canary + " in " + place);
            }
          });
    }
    assertThat(found).isEmpty();
  }

  private static void awaitState(Server server, String account, String state)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    JsonNode seen = server.read("/api/v1/accounts/" + account);
    while (!seen.get("state").asText().equalsIgnoreCase(state)) {
      assertThat(System.nanoTime()).as(seen.toString()).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(200);
      seen = server.read("/api/v1/accounts/" + account);
    }
  }

  /** Takes down all events until the server ends. */
  private CompletableFuture<Void> events(Server server) throws IOException {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.httpPort() + "/api/v1/events"))
                .header("Authorization", "Bearer " + server.token())
                .build(),
            HttpResponse.BodyHandlers.ofLines())
        .thenAcceptAsync(answer -> answer.body().forEach(told::add));
  }

  private void account(Path home, String name, CloudProcess cloud, String keyId, String more)
      throws IOException {
    Files.writeString(
        home.resolve("etc/io.novacron.account-" + name + ".cfg"),
        """
        provider = aws
        endpoint = %s
        regions = eu-central-1
        credentials = reference
        accessKeyId = %s
        secretAccessKey = %s
        sessionToken = %s
        pollMillis = 50
        %s
        """
            .formatted(
                cloud.endpoint(),
                secret("id-" + name, keyId),
                secret("key", KEY),
                secret("session", SESSION),
                more));
  }

  private String secret(String name, String value) throws IOException {
    return "file:" + Files.writeString(directory.resolve(name), value);
  }

  private void during(Server server, CloudProcess cloud, String fault, String name, String state)
      throws IOException, InterruptedException {
    cloud.control(
        "POST", "faults", "{\"name\":\"" + fault + "\",\"action\":\"RunInstances\",\"times\":1}");
    created(server, name, "good", state);
    cloud.control("DELETE", "faults", "");
  }

  private void created(Server server, String name, String account, String state)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = server.post("/api/v1/vms", body(name, account));
    said.add(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String operation = Server.json(answer.body()).at("/operation/id").asText();
    JsonNode ended = server.read("/api/v1/operations/" + operation + "?wait=60s");
    said.add(ended.toString());
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo(state);
  }

  /** Errors name the field and do not repeat what may be secret. */
  private void refused(Server server) throws IOException, InterruptedException {
    String body = body("by-mistake", "good");
    for (String wrong :
        List.of(
            body.replace("\"vcpus\":2", "\"vcpus\":-2"),
            body.replace("\"userData\":", "\"userDatum\":"),
            body.replace("\"userData\":\"", "\"userData\":[\"").replace("\"}", "\"]}"),
            body.substring(0, body.length() - 1),
            body(CONTROL, "good"))) {
      HttpResponse<String> answer = server.post("/api/v1/vms", wrong);
      assertThat(answer.statusCode()).as(wrong + "\n" + answer.body()).isBetween(400, 499);
      said.add(answer.body());
    }
  }

  private static String body(String name, String account) {
    return "{\"name\":\""
        + name
        + "\",\"size\":{\"vcpus\":2,\"memoryGib\":4},\"placement\":{\"account\":\""
        + account
        + "\"},\"userData\":\"#!/bin/sh\\necho "
        + USER_DATA
        + "\"}";
  }

  /** A text as it is, and as the middle of a longer one in Base64. */
  private static List<String> forms(String text) {
    List<String> forms = new ArrayList<>(List.of(text));
    for (int shift = 0; shift < 3; shift++) {
      String whole =
          Base64.getEncoder()
              .encodeToString(("x".repeat(shift) + text).getBytes(StandardCharsets.UTF_8));
      forms.add(whole.substring(4, whole.length() - 8));
    }
    return forms;
  }

  private static boolean holds(byte[] bytes, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      int j = 0;
      while (j < wanted.length && bytes[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
