package io.novacron.shell.internal;

import io.novacron.api.plan.PlanService;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tells what a plan would do. */
@Service
@Command(
    scope = "novacron",
    name = "plan-info",
    description = "Tells what a plan of yours would do",
    detailedDescription = "classpath:plan-info.txt")
public final class PlanInfo extends ControlPlaneCommand {
  @Argument(name = "plan", description = "Id of the plan", required = true, multiValued = true)
  @Completion(PlanCompleter.class)
  List<String> words = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    if (arguments.size() != 1) {
      throw new UsageException("plan", "give one id, not " + arguments.size());
    }
    PlanFacts.write(
        Answers.get(services.require(PlanService.class).get(caller, arguments.get(0))), out);
    return true;
  }
}
