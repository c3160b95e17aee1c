package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineService;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.plan.PlanService;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** A command that begins an operation, and may wait for its end. */
abstract class AcceptedCommand extends ControlPlaneCommand {
  @Option(name = "--wait", description = "Wait until it is done, and tell how far it is")
  boolean wait;

  @Option(name = "--timeout", description = "Longest time to wait with --wait, in seconds")
  String timeout = "900";

  @Option(
      name = "--idempotency-key",
      description =
          "A word of your own: repeating the command with it gives the same answer and does nothing"
              + " twice, for 24 hours")
  @Nullable String idempotencyKey;

  @Option(
      name = "--dry-run",
      description = "Tell what would be done, keep that as a plan, and do nothing")
  boolean dryRun;

  /** Makes a plan in place of the change. */
  final boolean plan(Caller caller, PlanRequest request, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (idempotencyKey != null) {
      values.wrong("--idempotency-key", "is for the change itself: leave it out of a dry run");
    }
    if (wait) {
      values.wrong("--wait", "has nothing to wait for in a dry run");
    }
    values.check();
    Plan plan = Answers.get(services.require(PlanService.class).plan(caller, request));
    PlanFacts.write(plan, out);
    out.note("novacron:plan-apply " + plan.id() + " makes it.");
    return true;
  }

  /**
   * Waits for the operation if that is wanted.
   *
   * @return machine and operation as they then are
   */
  final Accepted settle(Caller caller, Accepted accepted, Duration limit, Output out)
      throws InterruptedException {
    if (!wait) {
      return accepted;
    }
    Operation operation =
        new OperationFollower(services.require(OperationService.class), out::note)
            .follow(caller, accepted.operation().id(), limit);
    Machine machine =
        Answers.get(services.require(MachineService.class).get(caller, accepted.machine().id()));
    return new Accepted(machine, operation, accepted.replayed());
  }

  /**
   * Tells a person why a settled operation did not succeed, by throwing it.
   *
   * @return whether it succeeded, or need not have; what a program reads holds the reason already
   */
  final boolean conclude(Accepted settled, Output out) {
    Operation operation = settled.operation();
    boolean succeeded = !wait || operation.state() == OperationState.SUCCEEDED;
    if (succeeded || !out.forPeople()) {
      return succeeded;
    }
    if (!operation.done()) {
      throw Problem.builder(
              "not-done",
              Category.UNAVAILABLE,
              "it is not done within " + timeout + " s, and goes on")
          .nextStep("novacron:op-info " + operation.id() + " tells how far it is.")
          .toException();
    }
    Problem error = operation.error();
    throw error != null
        ? error.toException()
        : Problem.builder(
                "operation-failed", Category.INTERNAL, "operation " + operation.id() + " failed")
            .toException();
  }

  final Duration limit(Values values) {
    return Duration.ofSeconds(values.count("--timeout", timeout));
  }

  /** Machine and operation in a few facts. */
  static Facts facts(Accepted accepted) {
    Machine machine = accepted.machine();
    return new Facts()
        .add(
            "machine",
            machine.name()
                + " ("
                + machine.id()
                + "), "
                + machine.status().state().name().toLowerCase(Locale.ROOT))
        .add("addresses", String.join(", ", machine.status().addresses()))
        .add(
            "operation",
            accepted.operation().id()
                + ", "
                + accepted.operation().state().name().toLowerCase(Locale.ROOT));
  }

  static void noteReplay(Accepted accepted, Output out) {
    if (accepted.replayed()) {
      out.note("This is the earlier answer: the idempotency key was used before.");
    }
  }
}
