package io.novacron.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Shows what runs on the data and whether it is ready. */
final class StatusCommand implements Command {
  private static final List<String> OPTIONS = List.of("--output json", "--output text");

  private final Home home;
  private final ObjectMapper mapper = new ObjectMapper();

  StatusCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException {
    boolean json = wantsJson(arguments);
    Optional<RunningNode> holder = RunningNode.holderOf(home.data());
    ObjectNode status = mapper.createObjectNode();
    status.put("state", DataLock.isHeld(home.data()) ? "starting" : "stopped");
    status.put("data", home.data().toString());
    int exitCode = ExitCode.NOT_RUNNING.number();
    if (holder.isPresent()) {
      exitCode = describe(holder.get(), status);
    }
    home.out().println(json ? status.toPrettyString() : StatusText.of(status));
    return exitCode;
  }

  private static boolean wantsJson(List<String> arguments) {
    if (arguments.isEmpty()) {
      return false;
    }
    String given = String.join(" ", arguments).replace("--output=", "--output ");
    if (!OPTIONS.contains(given)) {
      throw Main.unknownOption("status", given, OPTIONS);
    }
    return given.endsWith("json");
  }

  private int describe(RunningNode node, ObjectNode status) throws InterruptedException {
    Readiness.Answer answer = new Readiness(node.address()).ask();
    status.put("state", answer.ready() ? "ready" : "not ready");
    status.put("node", node.node());
    status.put("version", node.version());
    status.put("pid", node.pid());
    status.put("rest", node.address());
    status.put("shell", node.shellPort().equals("off") ? "off" : "127.0.0.1:" + node.shellPort());
    if (!answer.ready()) {
      status.put("waiting", answer.inOneLine());
      return ExitCode.FAILED.number();
    }
    RestClient.Answer accounts =
        new RestClient(node.address(), home.data()).get("/api/v1/accounts");
    JsonNode items = accounts.body().path("items");
    if (accounts.successful()) {
      status.set("accounts", items);
    } else {
      status.put("accounts", accounts.problem());
    }
    return ExitCode.DONE.number();
  }
}
