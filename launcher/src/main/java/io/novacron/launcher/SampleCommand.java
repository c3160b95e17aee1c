package io.novacron.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Creates the machines of a file and prints each decision. It may be repeated: a machine of the
 * same name is created once and shown again.
 */
final class SampleCommand implements Command {
  private final Home home;

  SampleCommand(Home home) {
    this.home = home;
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException {
    if (arguments.size() != 1) {
      throw new LauncherException(
          ExitCode.WRONG_USE, "sample takes one argument: a JSON file with a list of machines");
    }
    Path file = RunOptions.readable(home.callerDirectory().resolve(arguments.get(0)));
    JsonNode machines = machines(file);
    RunningNode node = RunningNode.requireHolderOf(home.data());
    SampleMachines sample =
        new SampleMachines(new RestClient(node.address(), home.data()), home.out());
    return sample.createAll(machines) ? ExitCode.DONE.number() : ExitCode.FAILED.number();
  }

  private static JsonNode machines(Path file) {
    try {
      JsonNode machines = new ObjectMapper().readTree(file.toFile());
      if (machines.isArray() && !machines.isEmpty()) {
        return machines;
      }
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.WRONG_USE, file + " is not JSON: " + firstLine(Failures.reason(e)));
    }
    throw new LauncherException(ExitCode.WRONG_USE, file + " holds no list of machines");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
