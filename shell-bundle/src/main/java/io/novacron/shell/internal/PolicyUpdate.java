package io.novacron.shell.internal;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Gives a policy a new version. */
@Service
@Command(
    scope = "novacron",
    name = "policy-update",
    description = "Gives a policy a new version, which applies to the next decision",
    detailedDescription = "classpath:policy-update.txt")
public final class PolicyUpdate extends PolicyWriteCommand {
  @Argument(
      name = "policy",
      description = "Name of the policy",
      required = true,
      multiValued = true)
  @Completion(PolicyCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--revision",
      description = "Change it only when it still has this revision, as policy-info -o json tells")
  @Nullable String revision;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  CompletionStage<Policy> begin(PolicyService policies, Caller caller, String name, Values values)
      throws UsageException {
    Long expected = revision(revision, values);
    return policies.addVersion(
        caller, name, content(name, values), expected, Preview.options(dryRun));
  }
}
