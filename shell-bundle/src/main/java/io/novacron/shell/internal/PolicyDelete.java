package io.novacron.shell.internal;

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
    Answers.get(services.require(PolicyService.class).delete(caller, name, expected));
    Facts facts = new Facts().add("name", name).add("deleted", "yes");
    Json json = new Json();
    out.write(
        facts::print, () -> json.object().put("name", name).put("deleted", true), facts::table);
    return true;
  }
}
