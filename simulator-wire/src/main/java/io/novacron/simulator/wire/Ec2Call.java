package io.novacron.simulator.wire;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request of the query protocol as it arrives.
 *
 * @param action name of the action
 * @param region region that it was signed for
 * @param parameters what it asks
 * @param requestId the cloud's id of it
 * @param stuckBy id of the fault that holds up what it begins; absent for none
 * @param stateWord the state in which instances are shown; absent for the true one
 * @param notSimulatedSink is told of what is used and not simulated
 */
record Ec2Call(
    String action,
    String region,
    Parameters parameters,
    String requestId,
    @Nullable String stuckBy,
    @Nullable String stateWord,
    Consumer<String> notSimulatedSink) {
  /** Remembers that the caller uses something that is not simulated. */
  void notSimulated(String what) {
    notSimulatedSink.accept(what);
  }

  boolean dryRun() {
    return parameters.flag("DryRun");
  }

  /** What a request with DryRun gets when nothing speaks against it. */
  static AwsError wouldSucceed() {
    return new AwsError(
        412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", Map.of());
  }
}
