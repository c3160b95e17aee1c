package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.plan.PlanService;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Makes a change as its plan says. */
@Service
@Command(
    scope = "novacron",
    name = "plan-apply",
    description = "Makes a change as its plan says, if it still holds",
    detailedDescription = "classpath:plan-apply.txt")
public final class PlanApply extends ControlPlaneCommand {
  @Argument(name = "plan", description = "Id of the plan", required = true, multiValued = true)
  @Completion(PlanCompleter.class)
  List<String> words = List.of();

  @Option(name = "--hash", description = "The plan's hash, to be sure which plan is meant")
  @Nullable String hash;

  @Option(
      name = "--price-tolerance",
      description = "By how much a price may have moved, in percent; 0 when left out")
  @Nullable String priceTolerance;

  @Option(name = "--wait", description = "Wait until it is done, and tell how far it is")
  boolean wait;

  @Option(name = "--timeout", description = "Longest time to wait with --wait, in seconds")
  String timeout = "900";

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 1) {
      values.wrong("plan", "give one id, not " + arguments.size());
    }
    Double tolerance = values.real("--price-tolerance", priceTolerance);
    Duration limit = Duration.ofSeconds(values.count("--timeout", timeout));
    values.check();
    Operation begun =
        Answers.get(
            services
                .require(PlanService.class)
                .apply(caller, arguments.get(0), hash, tolerance == null ? 0 : tolerance));
    Operation operation =
        wait
            ? new OperationFollower(services.require(OperationService.class), out::note)
                .follow(caller, begun.id(), limit)
            : begun;
    Facts facts = OpInfo.facts(operation);
    out.write(facts::print, () -> new Json().operation(operation), facts::table);
    return conclude(operation, out);
  }

  private boolean conclude(Operation operation, Output out) {
    boolean succeeded = !wait || operation.state() == OperationState.SUCCEEDED;
    if (succeeded || !out.forPeople()) {
      return succeeded;
    }
    Problem error = operation.error();
    throw error != null
        ? error.toException()
        : Problem.builder(
                operation.done() ? "operation-cancelled" : "not-done",
                operation.done() ? Category.CONFLICT : Category.UNAVAILABLE,
                operation.done()
                    ? "operation " + operation.id() + " was cancelled"
                    : "it is not done within " + timeout + " s, and goes on")
            .nextStep("novacron:op-info " + operation.id() + " tells how far it is.")
            .toException();
  }
}
