package io.novacron.shell.internal;

import io.novacron.api.batch.AcceptedBatch;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.batch.BatchService;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Children;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.OperationState;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.plan.PlanService;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Sends a batch from a file, follows it, and tells what came of each item. */
@Service
@Command(
    scope = "novacron",
    name = "vm-batch",
    description = "Creates and changes many machines at once, as a file says",
    detailedDescription = "classpath:vm-batch.txt")
public final class VmBatch extends ControlPlaneCommand {
  @Argument(
      name = "file",
      description = "A JSON file on the node with items, policy and minimum",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Option(name = "--no-wait", description = "Do not wait until it is done")
  boolean noWait;

  @Option(name = "--timeout", description = "Longest time to wait, in seconds")
  String timeout = "3600";

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

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 1) {
      values.wrong("file", "give one file, not " + arguments.size());
    }
    Duration limit = Duration.ofSeconds(values.count("--timeout", timeout));
    values.check();
    BatchRequest request = BatchFile.read(arguments.get(0), values);
    values.check();
    if (dryRun) {
      if (idempotencyKey != null) {
        throw new UsageException(
            "--idempotency-key", "is for the change itself: leave it out of a dry run");
      }
      Plan plan =
          Answers.get(
              services.require(PlanService.class).plan(caller, new PlanRequest.Batch(request)));
      PlanFacts.write(plan, out);
      out.note("novacron:plan-apply " + plan.id() + " makes it.");
      return true;
    }
    AcceptedBatch accepted =
        Answers.get(services.require(BatchService.class).submit(caller, request, idempotencyKey));
    if (accepted.replayed()) {
      out.note("This is the earlier answer: the idempotency key was used before.");
    }
    OperationService operations = services.require(OperationService.class);
    String id = accepted.operation().id();
    Operation batch =
        noWait
            ? Answers.get(operations.get(caller, id))
            : new OperationFollower(operations, out::note).follow(caller, id, limit);
    Json json = new Json();
    out.list(table(batch), () -> json.operation(batch), "It has no items.");
    out.note(summary(batch));
    return conclude(batch, out);
  }

  private boolean conclude(Operation batch, Output out) {
    boolean succeeded = noWait || batch.state() == OperationState.SUCCEEDED;
    if (succeeded || !out.forPeople()) {
      return succeeded;
    }
    Problem error = batch.error();
    throw error != null
        ? error.toException()
        : Problem.builder(
                batch.done() ? "batch-cancelled" : "not-done",
                batch.done() ? Category.CONFLICT : Category.UNAVAILABLE,
                batch.done()
                    ? "batch " + batch.id() + " was cancelled"
                    : "it is not done within " + timeout + " s, and goes on")
            .nextStep("novacron:op-info " + batch.id() + " tells how far it is.")
            .toException();
  }

  private static String summary(Operation batch) {
    Children children = Objects.requireNonNull(batch.children(), "children");
    return "Batch "
        + batch.id()
        + ": "
        + children.done()
        + " of "
        + children.total()
        + " items ended, "
        + children.failed()
        + " of them not as asked.";
  }

  private static Table table(Operation batch) {
    Table table =
        new Table()
            .column("ITEM")
            .column("STATE")
            .column("MACHINE")
            .column("OPERATION", 2)
            .column("UNDO", 3)
            .column("ERROR", 1);
    List<ItemResult> items = batch.items();
    for (ItemResult item : items == null ? List.<ItemResult>of() : items) {
      table.row(
          Integer.toString(item.index()),
          item.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          Text.of(item.machine()),
          Text.of(item.operation()),
          Text.of(item.undo()),
          error(item));
    }
    return table;
  }

  private static String error(ItemResult item) {
    Problem problem = item.undoError() == null ? item.error() : item.undoError();
    return problem == null ? "" : Text.plain(problem.detail());
  }
}
