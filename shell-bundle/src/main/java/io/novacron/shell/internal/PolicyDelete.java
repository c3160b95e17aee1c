package io.novacron.shell.internal;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Deletes a policy. */
@Service
@Command(
    scope = "novacron",
    name = "policy-delete",
    description = "Deletes a policy; its versions can still be read",
    detailedDescription = "classpath:policy-delete.txt")
public final class PolicyDelete extends ControlPlaneCommand {
  @Argument(
      name = "policy",
      description = "Name of the policy",
      required = true,
      multiValued = true)
  @Completion(PolicyCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--revision",
      description = "Delete it only when it still has this revision, as policy-info -o json tells")
  @Nullable String revision;

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    String name = PolicyCommand.only(arguments);
    Values values = new Values();
    Long expected = PolicyCommand.revision(revision, values);
    values.check();
    Policy gone =
        Answers.get(
            services
                .require(PolicyService.class)
                .delete(caller, name, expected, Preview.options(dryRun)));
    if (dryRun) {
      Facts would = PolicyText.facts(gone);
      out.write(would::print, () -> PolicyText.shape(gone, new Json()), would::table);
      Preview.note(true, out);
      return true;
    }
    Facts facts = new Facts().add("name", name).add("deleted", "yes");
    Json json = new Json();
    out.write(
        facts::print, () -> json.object().put("name", name).put("deleted", true), facts::table);
    return true;
  }
}
