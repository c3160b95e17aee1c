package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.StateReason;

/** Says how accepted calls are getting on, by what EC2 shows of the instance. */
final class Polls {
  private final Ec2Reads reads;
  private final AwsSettings settings;
  private final Clock clock;

  Polls(Ec2Reads reads, AwsSettings settings, Clock clock) {
    this.reads = reads;
    this.settings = settings;
    this.clock = clock;
  }

  /** Asks after a call. */
  CompletableFuture<Outcome<Instance>> ask(Exchange<?> call, String region, Handle handle) {
    return reads
        .one(call, region, handle.reference())
        .thenApply(
            found ->
                found
                    .map(told -> shown(call, region, handle, told))
                    .orElseGet(() -> notShown(call, region, handle)));
  }

  private Outcome<Instance> notShown(Exchange<?> call, String region, Handle handle) {
    if (handle.verb() == Handle.Verb.DELETE) {
      return new Outcome.Done<>(reads.view().gone(handle.reference(), region));
    }
    if (young(handle)) {
      return again(handle);
    }
    return new Outcome.Failed<>(
        Failures.own(
            Category.NOT_FOUND,
            "AWS does not show instance " + handle.reference() + " any more.",
            call.scope()));
  }

  private Outcome<Instance> shown(
      Exchange<?> call,
      String region,
      Handle handle,
      software.amazon.awssdk.services.ec2.model.Instance told) {
    Instance instance = reads.view().of(told, region);
    MachineState state = instance.state();
    boolean gone = state == MachineState.DELETED || state == MachineState.DELETING;
    return switch (handle.verb()) {
      case DELETE -> state == MachineState.DELETED ? new Outcome.Done<>(instance) : again(handle);
      case CREATE, START -> {
        if (state == MachineState.RUNNING || state == MachineState.UNKNOWN) {
          yield new Outcome.Done<>(instance);
        }
        boolean failed =
            gone
                || handle.verb() == Handle.Verb.START
                    && state == MachineState.STOPPED
                    && !young(handle);
        yield failed ? fallen(call, instance, told.stateReason()) : again(handle);
      }
      case STOP ->
          state == MachineState.STOPPED || state == MachineState.UNKNOWN
              ? new Outcome.Done<>(instance)
              : gone ? fallen(call, instance, told.stateReason()) : again(handle);
      case RESIZE ->
          instance.instanceType().equals(handle.wanted())
              ? new Outcome.Done<>(instance)
              : young(handle) ? again(handle) : fallen(call, instance, told.stateReason());
    };
  }

  /** Reads may be behind what was just done, so an old state proves nothing yet. */
  private boolean young(Handle handle) {
    return Duration.between(handle.since(), clock.instant()).compareTo(AwsFactory.VISIBILITY_BOUND)
        < 0;
  }

  private Outcome<Instance> again(Handle handle) {
    return new Outcome.Accepted<>(handle.text(), handle.reference(), settings.poll());
  }

  /**
   * An instance that came to another end. EC2 tells why in its state reason, whose code is that of
   * an error behind the name of who is to blame.
   */
  private static Outcome<Instance> fallen(
      Exchange<?> call, Instance instance, @Nullable StateReason reason) {
    String told = reason == null || reason.code() == null ? "" : reason.code();
    String code = told.substring(told.indexOf('.') + 1);
    boolean refused =
        code.startsWith("Insufficient")
            || code.endsWith("LimitExceeded")
            || code.startsWith("Invalid");
    ErrorCodes.Meaning meaning =
        refused
            ? ErrorCodes.meaning(code, 400)
            : new ErrorCodes.Meaning(
                Category.CONFLICT, "Look at the instance in the AWS console, then ask again.");
    return new Outcome.Failed<>(
        new ProviderError(
            meaning.category(),
            "Instance "
                + instance.reference()
                + " is "
                + instance.rawState()
                + (reason == null || reason.message() == null
                    ? ". "
                    : " (" + reason.message() + "). ")
                + meaning.nextStep(),
            told.isEmpty() ? instance.rawState() : told,
            null,
            call.scope().words(),
            null));
  }
}
