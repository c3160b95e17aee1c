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

/** Tells all about one version of a policy. */
@Service
@Command(
    scope = "novacron",
    name = "policy-info",
    description = "Tells what a policy weighs and which rules it has",
    detailedDescription = "classpath:policy-info.txt")
public final class PolicyInfo extends PolicyCommand {
  @Argument(
      name = "policy",
      description = "Name of the policy",
      required = true,
      multiValued = true)
  @Completion(PolicyCompleter.class)
  List<String> words = List.of();

  @Option(
      name = "--version",
      description = "Number of a version, also of a deleted policy; the latest when left out")
  @Nullable String version;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  CompletionStage<Policy> begin(PolicyService policies, Caller caller, String name, Values values)
      throws UsageException {
    Integer number = version == null ? null : Integer.valueOf(values.count("--version", version));
    values.check();
    return policies.get(caller, name, number);
  }
}
