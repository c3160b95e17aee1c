package io.novacron.shell.internal;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds a machine by what a person calls it: its name, or its id. */
final class MachineFinder {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final MachineService machines;

  MachineFinder(MachineService machines) {
    this.machines = machines;
  }

  /** The machine of that name that is not deleted, else the one of that id. */
  Machine find(Caller caller, String word) throws InterruptedException {
    if (NAME.matcher(word).matches()) {
      MachineQuery named = new MachineQuery(null, word, null, null, Map.of(), 1, null);
      List<Machine> found = Answers.get(machines.list(caller, named)).items();
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    return Answers.get(machines.get(caller, word));
  }

  /** The one argument of a command on a machine. */
  static String only(List<String> arguments) throws UsageException {
    if (arguments.size() != 1) {
      throw new UsageException(
          "machine", "give the name or id of one machine, not of " + arguments.size());
    }
    return arguments.get(0);
  }
}
