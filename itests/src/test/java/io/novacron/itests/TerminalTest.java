package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell as a person has it: in a terminal, a narrow one and a wide one; and as a script has it.
 */
class TerminalTest {
  private static final Pattern COMMAND =
      Pattern.compile("scope = \"novacron\",\\s*name = \"([a-z-]+)\"");

  /** What tables are drawn with. */
  private static final String COLUMN = "│";

  @TempDir static Path directory;

  private static Path home;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    Prerequisite.require(pythonRuns(), "python3 is missing (Debian: apt-get install python3)");
    home = Archive.home();
    server = new Server(home, directory.resolve("data")).start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  /** A machine's whole life, decisions, plans, templates, policies and batches, line by line. */
  @ParameterizedTest
  @ValueSource(ints = {60, 200})
  void everyCommandDoesItsWorkInATerminal(int columns) throws Exception {
    Map<String, String> lines = session("t" + columns);
    Driven driven = drive(columns, new ArrayList<>(lines.keySet()));

    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(driven.greeting).contains("NovaCron", "Ctrl-D");
    softly.assertThat(driven.status).as("left with: %s", driven.end).isZero();
    int number = 0;
    for (Map.Entry<String, String> line : lines.entrySet()) {
      String output = driven.outputs.get(number);
      softly.assertThat(output).as(line.getKey()).containsPattern(line.getValue());
      softly
          .assertThat(output)
          .as(line.getKey())
          .doesNotContain("Exception", "Error executing", "Command not found", "\tat ");
      softly
          .assertThat(output.lines().filter(text -> text.contains(COLUMN)))
          .as(line.getKey() + " fits the terminal")
          .allMatch(text -> text.length() <= columns);
      if (line.getKey().contains("--output json")) {
        softly.assertThat(Server.json(output).isContainerNode()).as(line.getKey()).isTrue();
      }
      number++;
    }
    softly.assertAll();
    assertThat(names(lines.keySet())).as("every command was driven").isEqualTo(commands());
  }

  @Test
  void everyCommandExplainsItselfWithExamples() throws Exception {
    List<String> names = new ArrayList<>(commands());
    Driven driven = drive(100, names.stream().map(name -> "novacron:" + name + " --help").toList());

    for (int i = 0; i < names.size(); i++) {
      assertThat(driven.outputs.get(i))
          .as(names.get(i))
          .contains("DESCRIPTION", "SYNTAX", "Example", names.get(i));
    }
  }

  @Test
  void aNarrowTableLeavesOutColumnsThatCsvStillHas() throws Exception {
    Creates.acknowledged(server, "for-the-table");
    Driven driven = drive(60, List.of("novacron:vm-list", "novacron:vm-list --output csv"));

    assertThat(driven.outputs.get(0)).contains("Not shown, as the terminal is narrow");
    List<String> csv = driven.outputs.get(1).lines().toList();
    assertThat(csv.get(0).split(",")).contains("name", "state", "account", "id");
    assertThat(csv.stream().filter(line -> line.contains("for-the-table"))).hasSize(1);
  }

  /** As in a pipeline: no terminal, standard input closed, JSON on standard output alone. */
  @Test
  void aScriptGetsJsonCsvAndExitCodes() throws Exception {
    Server.Finished json = server.command("shell", "--", "novacron:account-list --output json");
    assertThat(json.status()).as(json.output()).isZero();
    assertThat(Server.json(json.output()).get("items")).hasSize(3);

    Server.Finished csv = server.command("shell", "--", "novacron:account-list --output csv");
    assertThat(csv.status()).as(csv.output()).isZero();
    assertThat(csv.output().lines().toList()).hasSize(4);
    assertThat(csv.output()).doesNotContain("\u001b");

    Server.Finished missing = server.command("shell", "--", "novacron:vm-info nowhere");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.errors()).contains("nowhere");
    assertThat(missing.output()).isEqualTo(missing.errors());
  }

  /** The lines of a session, each with a pattern that its output matches. */
  private static Map<String, String> session(String tag) throws Exception {
    Path policy =
        write(tag + "-policy.json", "{\"description\":\"%s\",\"weights\":{\"price\":1}}", tag);
    Path template =
        write(
            tag + "-template.json",
            "{\"name\":\"%s\",\"spec\":{\"size\":{\"vcpus\":1,\"memoryGib\":1}}}",
            tag);
    Path batch =
        write(
            tag + "-batch.json",
            "{\"items\":[{\"create\":{\"name\":\"%s-job\",\"size\":{\"vcpus\":1,\"memoryGib\":1}}}],"
                + "\"policy\":\"keep-successes\"}",
            tag);
    JsonNode made =
        Server.json(
            server
                .post(
                    "/api/v1/vms?wait=30s",
                    "{\"name\":\"%s-old\",\"size\":{\"vcpus\":1,\"memoryGib\":1}}".formatted(tag))
                .body());
    JsonNode plan =
        Server.json(
            server
                .post(
                    "/api/v1/vms?dryRun=true",
                    "{\"name\":\"%s-new\",\"size\":{\"vcpus\":1,\"memoryGib\":1}}".formatted(tag))
                .body());
    JsonNode old = made.get("machine");
    String machine = tag + "-web";
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("novacron:account-list", "simulated-aws");
    lines.put("novacron:provider-list", "simulator");
    lines.put("novacron:provider-swap simulator 0.0.0", "provider-version-not-found");
    lines.put("novacron:factor-list", "price");
    lines.put("novacron:throttle-list", "");
    lines.put("novacron:vm-create --vcpus 1 --memory 1 --wait " + machine, "succeeded");
    lines.put("novacron:vm-list", machine);
    lines.put("novacron:vm-list --output json", machine);
    lines.put("novacron:vm-list --output csv", machine);
    lines.put("novacron:vm-info " + machine, "running");
    lines.put("novacron:vm-info --output json " + machine, machine);
    lines.put("novacron:vm-label " + machine + " --label team=shop", "succeeded");
    lines.put("novacron:vm-metrics " + machine, "cpu");
    lines.put("novacron:vm-restart --wait " + machine, "succeeded");
    lines.put("novacron:vm-stop --wait " + machine, "succeeded");
    lines.put("novacron:vm-resize --wait --vcpus 2 --memory 4 " + machine, "succeeded");
    lines.put("novacron:snapshot-create --wait " + machine + " first", "succeeded");
    lines.put("novacron:snapshot-list " + machine, "first");
    lines.put("novacron:snapshot-list --output json " + machine, "first");
    lines.put("novacron:snapshot-restore --wait " + machine + " first", "succeeded");
    lines.put("novacron:snapshot-delete --wait " + machine + " first", "succeeded");
    lines.put("novacron:vm-start --wait " + machine, "succeeded");
    // A simulated cloud that can't pause says so, and names what to do.
    lines.put("novacron:vm-pause --wait " + machine, "succeeded|unsupported-action");
    lines.put("novacron:vm-resume --wait " + machine, "succeeded|illegal-state");
    lines.put("novacron:op-list", "create");
    lines.put("novacron:op-list --output json", "SUCCEEDED");
    lines.put("novacron:op-info " + old.get("operation").asText(), "succeeded");
    lines.put("novacron:op-watch " + old.get("operation").asText(), "succeeded");
    lines.put("novacron:op-cancel " + old.get("operation").asText(), "nothing to cancel");
    lines.put("novacron:place " + old.get("decision").asText(), "runner-up|Runner-up");
    lines.put("novacron:replay " + old.get("decision").asText(), "");
    String advice =
        "novacron:spot-advice --on-demand 0.096 --present spot --place here --price here=0.06"
            + " --price there=0.02 --move-cost 0.1 --restart-cost 0.1";
    lines.put(advice, "move");
    lines.put(advice + " --output json", "move");
    lines.put("novacron:plan-list", plan.get("id").asText().substring(0, 8));
    lines.put("novacron:plan-info " + plan.get("id").asText(), tag + "-new");
    lines.put(
        "novacron:plan-apply --hash " + plan.get("hash").asText() + " " + plan.get("id").asText(),
        "op-");
    lines.put("novacron:policy-create --file " + policy + " " + tag, tag);
    lines.put("novacron:policy-list", tag);
    lines.put("novacron:policy-info " + tag, "price");
    lines.put("novacron:policy-update --file " + policy + " " + tag, tag);
    lines.put("novacron:policy-delete " + tag, tag);
    lines.put("novacron:budget-create --amount 5000 --label team=" + tag + " " + tag, tag);
    lines.put("novacron:budget-create --dry-run --amount 7000 " + tag + "-dry", "7000 USD/month");
    lines.put("novacron:budget-list", "5000 USD/month");
    lines.put("novacron:budget-list --output json", tag);
    lines.put("novacron:budget-info " + tag, "committed");
    lines.put("novacron:budget-update --amount 6000 " + tag, "6000 USD/month");
    lines.put("novacron:budget-delete " + tag, tag);
    lines.put("novacron:template-create " + template, tag);
    lines.put("novacron:template-list", tag);
    lines.put("novacron:template-info " + tag, tag);
    lines.put("novacron:vm-batch " + batch, "batch succeeded");
    lines.put(
        "novacron:vm-adopt --account %s --region %s --reference %s %s"
            .formatted(
                old.at("/status/account").asText(),
                old.at("/status/region").asText(),
                old.at("/status/providerReference").asText(),
                tag + "-old"),
        tag + "-old");
    lines.put("novacron:inventory-list", "simulated-aws|No region");
    lines.put("novacron:drift-list", "");
    lines.put("novacron:drift-list --output json", "items");
    for (String verb : List.of("accept", "revert", "ignore")) {
      lines.put("novacron:drift-" + verb + " vm-none.state", "drift-not-found");
    }
    lines.put("novacron:orphan-list", "");
    lines.put("novacron:orphan-list --output json", "coverage");
    for (String verb : List.of("quarantine", "release", "delete")) {
      lines.put("novacron:orphan-" + verb + " orphan-none", "orphan-not-found");
    }
    String place = " --account simulated-aws --region eu-central-1";
    lines.put("novacron:network-list" + place, "subnet-");
    lines.put("novacron:network-list --output json" + place, "usedByDefault");
    lines.put("novacron:security-group-list" + place, "no security groups");
    lines.put("novacron:security-group-list --output json" + place, "nextPageToken");
    lines.put("novacron:vm-delete --wait " + machine, "succeeded");
    lines.put("novacron:compact --dry-run", "effect");
    lines.put("novacron:compact", "op-");
    return lines;
  }

  private static Path write(String name, String text, String tag) throws IOException {
    return Files.writeString(directory.resolve(name), text.formatted(tag));
  }

  private static TreeSet<String> names(Iterable<String> lines) {
    TreeSet<String> names = new TreeSet<>();
    lines.forEach(line -> names.add(line.split(" ", 2)[0].replace("novacron:", "")));
    return names;
  }

  /** All commands, from the sources of the shell. */
  private static TreeSet<String> commands() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of(System.getProperty("novacron.shell.sources")))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher command = COMMAND.matcher(Files.readString(source));
        while (command.find()) {
          names.add(command.group(1));
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(30);
    return names;
  }

  private static Driven drive(int columns, List<String> lines) throws Exception {
    Path script = directory.resolve("terminal.py");
    Files.write(script, TerminalTest.class.getResourceAsStream("/terminal.py").readAllBytes());
    Path input = Files.writeString(directory.resolve("lines"), String.join("\n", lines) + "\n");
    Path output = directory.resolve("outputs.json");
    Path errors = directory.resolve("errors");
    Process process =
        server
            .process(
                "python3",
                script.toString(),
                home.resolve("bin/novacron").toString(),
                Integer.toString(columns))
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("the session ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    JsonNode told = Server.json(Files.readString(output, StandardCharsets.UTF_8));
    List<String> outputs = new ArrayList<>();
    told.get("outputs").forEach(text -> outputs.add(text.asText()));
    return new Driven(
        told.get("greeting").asText(),
        outputs,
        told.get("end").asText(),
        told.get("status").asInt());
  }

  private static boolean pythonRuns() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import pty").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Driven(String greeting, List<String> outputs, String end, int status) {}
}
