package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.provider.aws.internal.FaultProxy;
import io.novacron.provider.aws.internal.MotoServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A server at moto, an EC2 by others that makes a second machine of a token that it was given
 * before, with a proxy in between that cuts replies and delivers requests late.
 */
class DuplicateTest {
  private static final int REQUESTS = 30;
  private static final int CALL_SECONDS = 5;
  private static final int ACCEPTED = 202;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path directory;

  private final FaultProxy proxy = new FaultProxy(MotoServer.uri());

  @SuppressWarnings("NullAway.Init") // by start
  private Server server;

  @BeforeEach
  void start() throws Exception {
    MotoServer.reset();
    Path home = Archive.ownHome(directory);
    Files.writeString(
        home.resolve("etc/io.novacron.operations.cfg"), "callTimeoutSeconds = " + CALL_SECONDS);
    CloudProcess.account(
        home, directory, proxy.uri(), "regions = eu-central-1", "clientTokens = ignored");
    server = new Server(home, directory.resolve("data")).start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
    proxy.close();
  }

  @Test
  void ofCreatesWhoseRepliesAreCutNoneIsLostAndNoneMadeTwice() throws Exception {
    List<String> operations = new ArrayList<>();
    List<JsonNode> ended = new ArrayList<>();
    proxy.during(
        FaultProxy.Fault.lose("RunInstances"),
        () -> {
          try {
            for (int i = 0; i < REQUESTS; i++) {
              operations.add(create("cut-" + i));
            }
            for (String operation : operations) {
              ended.add(awaitDone(operation));
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
          }
        });
    assertThat(ended)
        .allSatisfy(
            operation -> {
              assertThat(operation.get("state").asText())
                  .as(operation.toString())
                  .isEqualTo("SUCCEEDED");
              assertThat(steps(operation, "ask")).isNotEmpty();
              assertThat(steps(operation, "call")).hasSize(1);
            });
    Map<String, Integer> running = runningByOperation();
    assertThat(running.keySet()).containsExactlyInAnyOrderElementsOf(operations);
    assertThat(running.values()).containsOnly(1);
  }

  @Test
  void aSecondMachineOfARequestThatWasDeliveredLateIsFoundRemovedAndReported() throws Exception {
    FaultProxy.Held late = proxy.holdNext("RunInstances");
    String operation = create("late");
    assertThat(late.await(LIMIT)).isTrue();
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (runningByOperation().isEmpty()) {
      assertThat(System.nanoTime()).as("it is asked for again").isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(late.deliver(LIMIT)).isTrue();
    assertThat(runningByOperation()).as("moto honours no token").containsEntry(operation, 2);

    JsonNode ended = awaitDone(operation);
    assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
    assertThat(runningByOperation()).containsEntry(operation, 1);
    assertThat(steps(ended, "remove-duplicates"))
        .singleElement()
        .satisfies(step -> assertThat(step.get("detail").asText()).contains("made a second time"));
  }

  private String create(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/vms",
            "{\"name\":\""
                + name
                + "\",\"image\":\"amazon-linux-2023\",\"size\":{\"vcpus\":2,\"memoryGib\":4}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
    return Server.json(answer.body()).at("/operation/id").asText();
  }

  private JsonNode awaitDone(String operation) throws IOException, InterruptedException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      JsonNode seen = server.read("/api/v1/operations/" + operation + "?wait=20s");
      if (List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(seen.get("state").asText())) {
        return seen;
      }
      assertThat(System.nanoTime()).as(seen.toString()).isLessThan(limit);
    }
  }

  private static List<JsonNode> steps(JsonNode operation, String name) {
    List<JsonNode> steps = new ArrayList<>();
    for (JsonNode step : operation.get("steps")) {
      if (step.get("name").asText().equals(name)) {
        steps.add(step);
      }
    }
    return steps;
  }

  /** What moto itself says, past the proxy: how many machines run of each operation. */
  private static Map<String, Integer> runningByOperation() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(MotoServer.uri())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-central-1/ec2/aws4_request,"
                            + " SignedHeaders=host, Signature=0")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "Action=DescribeInstances&Version=2016-11-15&MaxResults=1000"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    XPath path = XPathFactory.newInstance().newXPath();
    NodeList tags =
        (NodeList)
            path.evaluate(
                "//*[local-name()='instancesSet']/*[local-name()='item'][*[local-name()='instanceState']"
                    + "/*[local-name()='name']='running']/*[local-name()='tagSet']/*[local-name()='item']"
                    + "[*[local-name()='key']='novacron-operation']/*[local-name()='value']",
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer.body()))),
                XPathConstants.NODESET);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < tags.getLength(); i++) {
      counts.merge(tags.item(i).getTextContent(), 1, Integer::sum);
    }
    return counts;
  }
}
