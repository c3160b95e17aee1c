package io.novacron.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks for machines one by one over REST, waits for each, and prints where it went and why. */
final class SampleMachines {
  private static final long LONGEST_CREATE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final RestClient rest;
  private final PrintStream out;

  SampleMachines(RestClient rest, PrintStream out) {
    this.rest = rest;
    this.out = out;
  }

  /** Whether every machine runs in the end. */
  boolean createAll(JsonNode machines) throws InterruptedException {
    boolean allRun = true;
    for (JsonNode machine : machines) {
      allRun &= create(machine);
    }
    return allRun;
  }

  private boolean create(JsonNode spec) throws InterruptedException {
    String name = spec.path("name").asText();
    JsonNode existing = existing(name);
    if (!existing.isMissingNode()) {
      awaitDone(existing.path("operation").asText());
      return show(name, "exists already", existing.path("id").asText());
    }
    RestClient.Answer answer = rest.post("/api/v1/vms", spec, "sample-" + name);
    if (!answer.successful()) {
      out.println(name + ": refused: " + answer.problem());
      return false;
    }
    String operationId = answer.body().path("operation").path("id").asText();
    String machineId = answer.body().path("machine").path("id").asText();
    JsonNode operation = awaitDone(operationId);
    if (!operation.path("state").asText().equalsIgnoreCase("succeeded")) {
      out.println(
          name
              + ": "
              + operation.path("state").asText("still running")
              + " "
              + RestClient.inOneLine(operation.path("error"))
              + " (operation "
              + operationId
              + ")");
      return false;
    }
    return show(name, "created", machineId);
  }

  private JsonNode existing(String name) throws InterruptedException {
    RestClient.Answer answer = rest.get("/api/v1/vms?pageSize=100");
    while (answer.successful()) {
      for (JsonNode machine : answer.body().path("items")) {
        boolean same = machine.path("name").asText().equals(name);
        if (same && !machine.path("status").path("state").asText().equalsIgnoreCase("deleted")) {
          return machine;
        }
      }
      String next = answer.body().path("nextPageToken").asText("");
      if (next.isEmpty() || next.equals("null")) {
        break;
      }
      answer =
          rest.get(
              "/api/v1/vms?pageSize=100&pageToken="
                  + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
    return answer.body().path("no such machine");
  }

  private JsonNode awaitDone(String operationId) throws InterruptedException {
    long begin = System.nanoTime();
    JsonNode operation = rest.get("/api/v1/operations/" + operationId + "?wait=20s").body();
    while (!operation.path("done").asBoolean()
        && System.nanoTime() - begin < LONGEST_CREATE_NANOS) {
      operation = rest.get("/api/v1/operations/" + operationId + "?wait=20s").body();
    }
    return operation;
  }

  private boolean show(String name, String what, String machineId) throws InterruptedException {
    JsonNode machine = rest.get("/api/v1/vms/" + machineId).body();
    RestClient.Answer decision =
        rest.get("/api/v1/placements/" + machine.path("decision").asText());
    if (!decision.successful()) {
      out.println(name + ": " + what + ", but its decision: " + decision.problem());
      return false;
    }
    out.println(DecisionText.of(name, what, machine, decision.body()));
    return true;
  }
}
