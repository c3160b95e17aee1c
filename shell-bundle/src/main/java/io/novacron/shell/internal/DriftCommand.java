package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAction;
import io.novacron.api.inventory.DriftAnswer;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command that acts on one difference. */
abstract class DriftCommand extends ControlPlaneCommand {
  @Argument(
      name = "drift",
      description = "Id of the difference, as drift-list shows it",
      required = true,
      multiValued = true)
  @Completion(DriftCompleter.class)
  List<String> words = List.of();

  @Option(name = "--dry-run", description = "Only tell what it would do")
  boolean dryRun;

  @Override
  final List<String> words() {
    return words;
  }

  abstract DriftAction action();

  @Override
  final boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    if (arguments.size() != 1) {
      throw new UsageException("drift", "give one id, not " + arguments.size());
    }
    DriftAnswer answer =
        Answers.get(
            services
                .require(DriftService.class)
                .act(caller, arguments.get(0), action(), Preview.options(dryRun)));
    Drift drift = answer.drift();
    Operation operation = answer.operation();
    Facts facts =
        InventoryText.facts(
            drift.name()
                + ": "
                + drift.aspect().wireName()
                + " is "
                + drift.observed()
                + ", wanted is "
                + drift.expected(),
            answer.effect(),
            answer.dryRun(),
            operation);
    Json json = new Json();
    out.write(
        facts::print,
        () -> {
          ObjectNode shape = json.object();
          shape.set("drift", InventoryText.shape(drift, json));
          shape.put("action", answer.action().verb());
          shape.put("dryRun", answer.dryRun());
          shape.put("effect", answer.effect());
          if (operation != null) {
            shape.set("operation", json.operation(operation));
          }
          return shape;
        },
        facts::table);
    return true;
  }
}
