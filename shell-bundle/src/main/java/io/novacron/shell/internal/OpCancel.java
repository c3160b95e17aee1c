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

/** Asks to cancel an operation. */
@Service
@Command(
    scope = "novacron",
    name = "op-cancel",
    description = "Cancels an operation; what a cancelled create has made is deleted again",
    detailedDescription = "classpath:op-cancel.txt")
public final class OpCancel extends ControlPlaneCommand {
  @Argument(
      name = "operation",
      description = "Id of the operation",
      required = true,
      multiValued = true)
  @Completion(OperationCompleter.class)
  List<String> words = List.of();

  @Option(name = "--wait", description = "Wait until it is done, and tell how far it is")
  boolean wait;

  @Option(name = "--timeout", description = "Longest time to wait with --wait, in seconds")
  String timeout = "900";

  @Option(
      name = "--idempotency-key",
      description = "A word of your own that no other request of the last 24 hours used")
  @Nullable String idempotencyKey;

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

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
    Duration limit = Duration.ofSeconds(values.count("--timeout", timeout));
    if (dryRun && idempotencyKey != null) {
      values.wrong("--idempotency-key", "is not taken with --dry-run, which changes nothing");
    }
    values.check();
    OperationService operations = services.require(OperationService.class);
    if (dryRun) {
      Operation would = Answers.get(operations.previewCancel(caller, arguments.get(0)));
      Facts shown = OpInfo.facts(would);
      out.write(shown::print, () -> new Json().operation(would), shown::table);
      Preview.note(true, out);
      return true;
    }
    Operation noted = Answers.get(operations.cancel(caller, arguments.get(0), idempotencyKey));
    Operation operation =
        wait
            ? new OperationFollower(operations, out::note).follow(caller, noted.id(), limit)
            : noted;
    Facts facts = OpInfo.facts(operation);
    out.write(facts::print, () -> new Json().operation(operation), facts::table);
    return !wait || operation.state() == OperationState.CANCELLED;
  }
}
