package io.novacron.shell.internal;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyRule;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists policies by name. */
@Service
@Command(
    scope = "novacron",
    name = "policy-list",
    description = "Lists policies of placement by name, the built-in ones first",
    detailedDescription = "classpath:policy-list.txt")
public final class PolicyList extends ControlPlaneCommand {
  @Option(
      name = "--limit",
      description =
          "Most to list beside the built-in ones; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Pages pages = Pages.of(limit, values, out);
    values.check();
    PolicyService policies = services.require(PolicyService.class);
    Page<Policy> found = pages.read((size, token) -> policies.list(caller, size, token));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, policy -> PolicyText.shape(policy, json)),
        "There are no policies.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Policy> policies) {
    Table table =
        new Table()
            .column("NAME")
            .column("VERSION")
            .column("WEIGHTS", 1)
            .column("RULES", 2)
            .column("ABOUT", 3)
            .column("MADE", 4);
    for (Policy policy : policies) {
      table.row(
          policy.name(),
          Integer.toString(policy.version()),
          PolicyText.weights(policy),
          policy.content().rules().stream().map(PolicyRule::name).collect(Collectors.joining(" ")),
          policy.content().description(),
          PolicyText.made(policy));
    }
    return table;
  }
}
