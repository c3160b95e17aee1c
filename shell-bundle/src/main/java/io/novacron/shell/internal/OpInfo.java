package io.novacron.shell.internal;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tells all about one operation, with its steps. */
@Service
@Command(
    scope = "novacron",
    name = "op-info",
    description = "Tells all about one operation, with its steps",
    detailedDescription = "classpath:op-info.txt")
public final class OpInfo extends ControlPlaneCommand {
  @Argument(
      name = "operation",
      description = "Id of the operation",
      required = true,
      multiValued = true)
  @Completion(OperationCompleter.class)
  List<String> words = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    if (arguments.size() != 1) {
      throw new UsageException("operation", "give one id, not " + arguments.size());
    }
    Operation operation =
        Answers.get(services.require(OperationService.class).get(caller, arguments.get(0)));
    Facts facts = facts(operation);
    out.write(
        text -> {
          facts.print(text);
          text.println();
          out.fitted(text, steps(operation), "No step was begun yet.");
        },
        () -> new Json().operation(operation),
        facts::table);
    return true;
  }

  static Facts facts(Operation operation) {
    WaitingFor waiting = operation.waitingFor();
    return new Facts()
        .add("id", operation.id())
        .add("kind", operation.kind().wireName())
        .add("target", operation.target())
        .add("state", word(operation.state()))
        .add("progress", Text.percent(operation.progress()))
        .add(
            "waiting for",
            waiting == null
                ? ""
                : word(waiting.kind())
                    + " since "
                    + Text.time(waiting.since())
                    + (waiting.until() == null ? "" : " until " + Text.time(waiting.until())))
        .add("cancel", operation.cancelRequested() ? "asked for" : "")
        .add("error", operation.error() == null ? "" : ProblemText.sentence(operation.error()))
        .add("asked by", operation.actor())
        .add("node", Text.of(operation.owner()))
        .add("created", Text.time(operation.createdAt()))
        .add("ended", Text.time(operation.endedAt()));
  }

  private static Table steps(Operation operation) {
    Table table =
        new Table()
            .column("STEP")
            .column("STATE")
            .column("ATTEMPTS", 1)
            .column("STARTED", 2)
            .column("ENDED", 3)
            .column("DETAIL");
    for (Step step : operation.steps()) {
      table.row(
          step.name(),
          word(step.state()),
          Integer.toString(step.attempts()),
          Text.time(step.startedAt()),
          Text.time(step.endedAt()),
          step.detail());
    }
    return table;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
