package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Takes a machine into care that was made by other means. */
@Service
@Command(
    scope = "novacron",
    name = "vm-adopt",
    description = "Takes a machine into care that was made by other means",
    detailedDescription = "classpath:vm-adopt.txt")
public final class VmAdopt extends AcceptedCommand {
  @Argument(
      name = "name",
      description = "Name that the machine gets",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Option(name = "--account", description = "The account that it is in")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Option(name = "--region", description = "The region that it is in")
  @Completion(RegionCompleter.class)
  @Nullable String region;

  @Option(name = "--reference", description = "The cloud's id of it")
  @Nullable String reference;

  @Option(
      name = "--label",
      description = "A label, as key=value; may be given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> labels = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 1) {
      values.wrong("name", "give one name, not " + arguments.size() + ": " + arguments);
    }
    Duration limit = limit(values);
    AdoptionRequest request =
        new AdoptionRequest(
            given("--account", account, values),
            given("--region", region, values),
            given("--reference", reference, values),
            arguments.isEmpty() ? "" : arguments.get(0),
            values.labels("--label", labels));
    values.check();
    if (dryRun) {
      return plan(caller, new PlanRequest.Adopt(request), out);
    }
    Accepted accepted =
        Answers.get(services.require(AdoptionService.class).adopt(caller, request, idempotencyKey));
    if (accepted.replayed()) {
      out.note("It was adopted before.");
    }
    Accepted settled = settle(caller, accepted, limit, out);
    Facts facts = facts(settled);
    Json json = new Json();
    out.write(
        facts::print,
        () -> {
          ObjectNode shape = json.object();
          shape.set("machine", json.machine(settled.machine()));
          shape.set("operation", json.operation(settled.operation()));
          return shape;
        },
        facts::table);
    return conclude(settled, out);
  }

  private static String given(String option, @Nullable String value, Values values) {
    if (value == null) {
      values.wrong(option, "is missing");
      return "";
    }
    return value;
  }
}
