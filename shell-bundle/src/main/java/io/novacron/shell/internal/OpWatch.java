package io.novacron.shell.internal;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Watches an operation until it is done. Interrupting it leaves the operation as it is. */
@Service
@Command(
    scope = "novacron",
    name = "op-watch",
    description = "Watches an operation until it is done; fails when the operation did not succeed",
    detailedDescription = "classpath:op-watch.txt")
public final class OpWatch extends ControlPlaneCommand {
  /** Longer than any operation lives. */
  private static final Duration FOR_EVER = Duration.ofDays(365);

  @Argument(
      name = "operation",
      description = "Id of the operation",
      required = true,
      multiValued = true)
  @Completion(OperationCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--timeout",
      description = "Longest time to watch, in seconds; no limit when left out")
  @Nullable String timeout;

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
    Values values = new Values();
    Duration limit =
        timeout == null ? FOR_EVER : Duration.ofSeconds(values.count("--timeout", timeout));
    values.check();
    Operation operation;
    try {
      operation =
          new OperationFollower(services.require(OperationService.class), out::progress)
              .follow(caller, arguments.get(0), limit);
    } finally {
      out.endProgress();
    }
    Facts facts = OpInfo.facts(operation);
    out.write(
        text -> {
          if (operation.error() != null) {
            ProblemText.lines(operation.error()).forEach(text::println);
          }
          if (!operation.done()) {
            text.println("It is not done yet, and goes on.");
          }
        },
        () -> new Json().operation(operation),
        facts::table);
    return operation.state() == OperationState.SUCCEEDED;
  }
}
