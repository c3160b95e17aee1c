package io.novacron.shell.internal;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A command on one policy, which it then tells. */
abstract class PolicyCommand extends ControlPlaneCommand {
  /**
   * Does the work.
   *
   * @param name name of the policy
   */
  abstract CompletionStage<Policy> begin(
      PolicyService policies, Caller caller, String name, Values values) throws UsageException;

  /** Whether nothing is to be changed, so that what it tells is what there would be. */
  boolean dryRun() {
    return false;
  }

  @Override
  final boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Policy policy =
        Answers.get(
            begin(services.require(PolicyService.class), caller, only(arguments), new Values()));
    Facts facts = PolicyText.facts(policy);
    out.write(facts::print, () -> PolicyText.shape(policy, new Json()), facts::table);
    Preview.note(dryRun(), out);
    return true;
  }

  /** The one argument of a command on a policy. */
  static String only(List<String> arguments) throws UsageException {
    if (arguments.size() != 1) {
      throw new UsageException("policy", "give the name of one policy, not of " + arguments.size());
    }
    return arguments.get(0);
  }

  /** A revision that the policy must have; absent for any. */
  static @Nullable Long revision(@Nullable String text, Values values) {
    return text == null ? null : Long.valueOf(values.count("--revision", text));
  }
}
