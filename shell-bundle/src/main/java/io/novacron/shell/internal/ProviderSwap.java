package io.novacron.shell.internal;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.request.LongWork;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lets another version of a provider serve. */
@Service
@Command(
    scope = "novacron",
    name = "provider-swap",
    description = "Lets another version of a provider serve its accounts",
    detailedDescription = "classpath:provider-swap.txt")
public final class ProviderSwap extends ControlPlaneCommand {
  @Argument(
      name = "type version",
      description = "Type of the provider, and the version that is to serve",
      required = true,
      multiValued = true)
  @Completion(ProviderCompleter.class)
  List<String> words = List.of();

  @Option(name = "--wait", description = "Wait until it is done")
  boolean wait;

  @Option(name = "--timeout", description = "Longest time to wait with --wait, in seconds")
  String timeout = "900";

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 2) {
      values.wrong(
          "type version", "must be a type and a version, as novacron:provider-list shows them");
    }
    Duration limit = Duration.ofSeconds(values.count("--timeout", timeout));
    values.check();
    LongWork work =
        Answers.get(
            services
                .require(ProviderService.class)
                .swap(caller, arguments.get(0), arguments.get(1), Preview.options(dryRun)));
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
            .add("provider", operation.target())
            .add("state", operation.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .add("result", Text.of(operation.result()))
            .add("error", operation.error() == null ? "" : ProblemText.sentence(operation.error()));
    out.write(facts::print, () -> new Json().operation(operation), facts::table);
    return !wait || operation.state() == OperationState.SUCCEEDED;
  }
}
