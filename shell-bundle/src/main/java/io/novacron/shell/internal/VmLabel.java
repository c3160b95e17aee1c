package io.novacron.shell.internal;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Sets and removes labels of a machine. */
@Service
@Command(
    scope = "novacron",
    name = "vm-label",
    description = "Sets and removes labels of a machine",
    detailedDescription = "classpath:vm-label.txt")
public final class VmLabel extends MachineChangeCommand {
  @Option(
      name = "--label",
      description = "A label to set, as key=value; may be given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> labels = List.of();

  @Option(
      name = "--remove",
      description = "Key of a label to remove; may be given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> removals = List.of();

  @Override
  Change change(Values values) {
    Map<String, Optional<String>> changes = new HashMap<>();
    values.labels("--label", labels).forEach((key, value) -> changes.put(key, Optional.of(value)));
    for (String key : removals) {
      if (changes.put(key, Optional.empty()) != null) {
        values.wrong("--remove", "says the opposite of --label for " + key);
      }
    }
    if (changes.isEmpty()) {
      values.wrong("--label", "or --remove is missing");
    }
    if (idempotencyKey != null) {
      values.wrong("--idempotency-key", "is not taken here: repeating it changes nothing");
    }
    MachinePatch patch = MachinePatch.ofLabels(changes);
    return new Change() {
      @Override
      public CompletionStage<Accepted> begin(MachineService machines, Caller caller, String id) {
        return machines.update(caller, id, patch, null);
      }

      @Override
      public PlanRequest plan(String id) {
        return new PlanRequest.Update(id, patch, null);
      }
    };
  }
}
