package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.request.LongWork;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompactTest {
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void closeShell() {
    shell.close();
  }

  @Test
  void aCompactionIsBegunAndItsOperationNamed() {
    services.component.bindMaintenance(
        (caller, options) ->
            CompletableFuture.completedFuture(
                new LongWork(
                    "It removes events.",
                    options.dryRun()
                        ? null
                        : Operation.queued(
                            "op-1",
                            caller.tenant(),
                            OperationKind.COMPACT,
                            "op-1",
                            caller.principal(),
                            Instant.EPOCH))));
    assertThat(shell.run("novacron:compact --dry-run").toString())
        .contains("It removes events.", "Nothing was done")
        .doesNotContain("op-1");
    assertThat(shell.run("novacron:compact --dry-run --output json").out())
        .contains("\"dryRun\"", "It removes events.");
    assertThat(shell.run("novacron:compact").out()).contains("op-1", "queued");
    assertThat(shell.run("novacron:compact --output json").out()).contains("\"kind\"", "compact");
  }

  @Test
  void whileThereIsOneThatIsSaid() {
    services.component.bindMaintenance(
        (caller, options) ->
            CompletableFuture.failedFuture(
                Problem.builder("compaction-running", Category.CONFLICT, "One is under way.")
                    .nextStep("Watch operation op-1.")
                    .toException()));
    Shell.Result result = shell.run("novacron:compact");
    assertThat(result.toString()).contains("One is under way");
  }
}
