package io.novacron.shell.internal;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a policy. */
@Service
@Command(
    scope = "novacron",
    name = "policy-create",
    description = "Makes a policy of placement from a file or from weights and rules",
    detailedDescription = "classpath:policy-create.txt")
public final class PolicyCreate extends PolicyWriteCommand {
  @Argument(
      name = "policy",
      description = "Name of the new policy",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  CompletionStage<Policy> begin(PolicyService policies, Caller caller, String name, Values values)
      throws UsageException {
    return policies.create(caller, name, content(name, values), Preview.options(dryRun));
  }
}
