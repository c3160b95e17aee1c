package io.novacron.shell.internal;

import io.novacron.api.maintenance.MaintenanceService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.request.LongWork;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Removes what is older than its retention. */
@Service
@Command(
    scope = "novacron",
    name = "compact",
    description = "Removes records that are older than their retention",
    detailedDescription = "classpath:compact.txt")
public final class Compact extends ControlPlaneCommand {
  @Option(name = "--wait", description = "Wait until it is done")
  boolean wait;

  @Option(name = "--timeout", description = "Longest time to wait with --wait, in seconds")
  String timeout = "900";

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Duration limit = Duration.ofSeconds(values.count("--timeout", timeout));
    values.check();
    LongWork work =
        Answers.get(
            services.require(MaintenanceService.class).compact(caller, Preview.options(dryRun)));
    if (dryRun) {
      Preview.write(work, out);
      return true;
    }
    Operation begun = work.begun();
    Operation operation =
        wait
            ? new OperationFollower(services.require(OperationService.class), out::note)
                .follow(caller, begun.id(), limit)
            : begun;
    Facts facts =
        new Facts()
            .add("operation", operation.id())
            .add("state", operation.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .add("result", Text.of(operation.result()))
            .add("error", operation.error() == null ? "" : ProblemText.sentence(operation.error()));
    out.write(facts::print, () -> new Json().operation(operation), facts::table);
    return !wait || operation.state() == OperationState.SUCCEEDED;
  }
}
