package io.novacron.shell.internal;

import io.novacron.api.catalog.Price;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.plan.Plan;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.plan.PlanService;
import io.novacron.api.plan.PlannedAction;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Plans whose price has moved by four percent since. */
final class FakePlans implements PlanService {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  final List<PlanRequest> requests = new ArrayList<>();
  private final List<Plan> plans = new ArrayList<>();

  @Override
  public CompletionStage<Plan> plan(Caller caller, PlanRequest request) {
    requests.add(request);
    Price price = new Price(new BigDecimal("0.1720"), "USD", LocalDate.of(2026, 9, 1), "list");
    PlannedAction action =
        new PlannedAction(
            0,
            "stop",
            "vm-1",
            "web",
            7L,
            "sim-aws",
            "eu-central-1",
            null,
            "m1",
            price,
            new BigDecimal("-0.1720"),
            null);
    plans.add(
        new Plan(
            "plan-" + requests.size(),
            caller.tenant(),
            "ab12",
            caller.principal(),
            NOW,
            NOW.plusSeconds(900),
            List.of(action),
            new BigDecimal("-125.56"),
            List.of("Disks go on costing."),
            null));
    return CompletableFuture.completedStage(plans.get(plans.size() - 1));
  }

  @Override
  public CompletionStage<Plan> get(Caller caller, String id) {
    return plans.stream()
        .filter(plan -> plan.id().equals(id))
        .findFirst()
        .map(CompletableFuture::completedStage)
        .orElseGet(
            () ->
                CompletableFuture.failedStage(
                    Problem.builder("plan-not-found", Category.NOT_FOUND, "There is no such plan.")
                        .toException()));
  }

  @Override
  public CompletionStage<Page<Plan>> list(Caller caller, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedStage(new Page<>(List.copyOf(plans), null));
  }

  @Override
  public CompletionStage<Operation> apply(
      Caller caller,
      String id,
      @Nullable String hash,
      double tolerancePercent,
      @Nullable String idempotencyKey) {
    if (tolerancePercent < 4) {
      return CompletableFuture.failedStage(
          Problem.builder("plan-stale", Category.CONFLICT, "Plan " + id + " no longer holds.")
              .error("/actions/0/price", "was planned as 0.1720 USD and is 0.1789 USD now")
              .toException());
    }
    return CompletableFuture.completedStage(
        Operation.queued("op-" + hash, "default", OperationKind.STOP, "vm-1", "admin", NOW));
  }
}
