package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanAction;
import io.novacron.api.inventory.OrphanAnswer;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.operation.Operation;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command that acts on one orphan, and only where that is said. */
abstract class OrphanCommand extends ControlPlaneCommand {
  @Argument(
      name = "orphan",
      description = "Id of the orphan, as orphan-list shows it",
      required = true,
      multiValued = true)
  @Completion(OrphanCompleter.class)
  List<String> words = List.of();

  @Option(name = "--apply", description = "Do it; without this it only tells what it would do")
  boolean apply;

  @Override
  final List<String> words() {
    return words;
  }

  abstract OrphanAction action();

  @Override
  final boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    if (arguments.size() != 1) {
      throw new UsageException("orphan", "give one id, not " + arguments.size());
    }
    OrphanAnswer answer =
        Answers.get(
            services
                .require(OrphanService.class)
                .act(caller, arguments.get(0), action(), Preview.options(!apply)));
    Orphan orphan = answer.orphan();
    Operation operation = answer.operation();
    Facts facts =
        InventoryText.facts(
            orphan.reference() + " in " + orphan.account() + "/" + orphan.region(),
            answer.effect(),
            answer.dryRun(),
            operation);
    Json json = new Json();
    out.write(
        facts::print,
        () -> {
          ObjectNode shape = json.object();
          shape.set("orphan", InventoryText.shape(orphan, json));
          shape.put("action", answer.action().verb());
          shape.put("dryRun", answer.dryRun());
          shape.put("effect", answer.effect());
          if (operation != null) {
            shape.set("operation", json.operation(operation));
          }
          return shape;
        },
        facts::table);
    if (answer.dryRun()) {
      out.note("Nothing was done; add --apply to do it.");
    }
    return true;
  }
}
