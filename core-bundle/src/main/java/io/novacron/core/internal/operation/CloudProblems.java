package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says what went wrong at a cloud, so that a person knows what to do next. */
final class CloudProblems {
  /** Code of the problem that an operation has while no provider is there. */
  static final String PROVIDER_MISSING = "provider-missing";

  private CloudProblems() {}

  /** What a cloud refused. */
  static Problem refused(ProviderError error, Place place) {
    String code = "provider-" + error.category().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.builder(code, error.category(), error.message())
        .retryAfter(error.retryAfter())
        .provider(place.provider())
        .providerCode(error.providerCode())
        .scope(error.scope() == null ? place.toString() : error.scope())
        .nextStep(
            nextStep(
                error.category(), place, error.scope() == null ? place.toString() : error.scope()))
        .build();
  }

  /** A question to the cloud that was not answered. */
  static Problem unanswered(String reason, Place place) {
    return Problem.builder("provider-unanswered", Category.UNKNOWN_OUTCOME, reason)
        .provider(place.provider())
        .scope(place.toString())
        .nextStep("Nothing: the operation goes on asking until the cloud answers.")
        .build();
  }

  /** The time for further attempts is over. */
  static Problem deadlinePassed(OperationRecord record, Instant since, String last) {
    Duration spent = Duration.between(since, record.deadline());
    return Problem.builder(
            "deadline-passed",
            Category.DEPENDENCY,
            "it was not done within " + Math.max(1, spent.toMinutes()) + " min; at last: " + last)
        .provider(record.place().provider())
        .scope(record.place().toString())
        .nextStep("See the steps of the operation for what the cloud answered, then ask again.")
        .build();
  }

  /** The machine was made or known, and the cloud no longer has it. */
  static Problem vanished(OperationRecord record, String detail) {
    boolean snapshot = record.operation().kind() == OperationKind.SNAPSHOT;
    return Problem.builder(
            snapshot ? "snapshot-vanished" : "machine-vanished", Category.DEPENDENCY, detail)
        .retryable(false)
        .provider(record.place().provider())
        .scope(record.place().toString())
        .nextStep(
            snapshot ? "Take another snapshot." : "Delete the machine here and create it again.")
        .build();
  }

  /** Another operation was begun by force in its place. */
  static Problem superseded(String by) {
    return Problem.builder(
            "taken-over", Category.CONFLICT, "operation " + by + " took over by force")
        .retryable(false)
        .nextStep("See operation " + by + " for how it goes on.")
        .build();
  }

  /** The machine is in a state that the call should not have led to. */
  static Problem unexpectedState(OperationRecord record, String rawState) {
    return Problem.builder(
            "unexpected-state",
            Category.DEPENDENCY,
            "the cloud says that the machine is \"" + rawState + "\"")
        .retryable(false)
        .provider(record.place().provider())
        .providerCode(rawState)
        .scope(record.place().toString())
        .nextStep("Look at the machine in the cloud's console, or delete it and create it again.")
        .build();
  }

  /** No bundle serves the account right now. */
  static Problem providerMissing(Place place) {
    return Problem.builder(
            PROVIDER_MISSING,
            Category.UNAVAILABLE,
            "no provider of type " + place.provider() + " serves account " + place.account())
        .provider(place.provider())
        .scope("account " + place.account())
        .nextStep(
            "Put the provider's bundle into deploy/, or the account's file back into etc/; the"
                + " operation goes on by itself. A simulated account is hidden while others exist"
                + " unless NOVACRON_SIMULATOR=on.")
        .build();
  }

  /** Something that is done is asked to be cancelled. */
  static Problem alreadyDone(Operation operation) {
    return Problem.builder(
            "operation-done",
            Category.CONFLICT,
            "Operation "
                + operation.id()
                + " has "
                + (operation.state() == OperationState.FAILED ? "failed" : "succeeded")
                + " already, so there is nothing to cancel.")
        .retryable(false)
        .operation(operation.id())
        .nextStep("Look at machine " + operation.target() + "; to undo it, ask for what undoes it.")
        .build();
  }

  /** What cannot be undone was sent already. */
  static Problem tooLateToCancel(Operation operation) {
    return Problem.builder(
            "too-late-to-cancel",
            Category.CONFLICT,
            "The "
                + operation.kind().wireName()
                + " of operation "
                + operation.id()
                + " was sent to the cloud and cannot be undone.")
        .retryable(false)
        .operation(operation.id())
        .nextStep("Wait for the operation to end.")
        .build();
  }

  /** What a cancelled create had made could not be deleted again. */
  static Problem cleanUpFailed(OperationRecord record, String references, String last) {
    return Problem.builder(
            "clean-up-failed",
            Category.DEPENDENCY,
            "The create was cancelled, but "
                + references
                + " could not be deleted again and goes on costing money; at last: "
                + last)
        .retryable(false)
        .provider(record.place().provider())
        .scope(record.place().toString())
        .nextStep(
            "Delete machine "
                + record.operation().target()
                + " here, or "
                + references
                + " in the cloud's console.")
        .build();
  }

  private static String nextStep(Category category, Place place, String scope) {
    return switch (category) {
      case INVALID, UNSUPPORTED -> "Change the request as the message says and ask again.";
      case UNAUTHENTICATED, DENIED ->
          "Check the credentials and rights of account " + place.account() + " at the cloud.";
      case QUOTA ->
          "Ask the cloud for a higher limit for "
              + scope
              + " (the message names it), free some of it, or choose another region or account."
              + " No other place was tried, since the limit is yours to raise or to spare.";
      case CAPACITY -> "Choose another region, zone or instance type, or ask again later.";
      case CONFLICT -> "Look at the machine in the cloud's console and ask again.";
      case NOT_FOUND -> "Check that the image, network and region named exist in the account.";
      case THROTTLED, UNAVAILABLE, DEPENDENCY, UNKNOWN_OUTCOME ->
          "Nothing while the operation runs: it tries again by itself. When it has failed, ask"
              + " again.";
      case PARTIAL, INTERNAL -> "Look into the log for the id of the operation.";
    };
  }
}
