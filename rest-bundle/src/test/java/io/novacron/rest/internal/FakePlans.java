package io.novacron.rest.internal;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Plans that hold as long as no price may have moved by more than five percent. */
final class FakePlans implements PlanService {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  final List<PlanRequest> requests = new ArrayList<>();
  private final Map<String, Plan> plans = new LinkedHashMap<>();

  @Override
  public synchronized CompletionStage<Plan> plan(Caller caller, PlanRequest request) {
    requests.add(request);
    PlannedAction action =
        new PlannedAction(
            0, "create", null, "web-1", null, "sim-aws", "r1", null, "m1", null, null, "Best.");
    Plan plan =
        new Plan(
            "plan-" + requests.size(),
            caller.tenant(),
            "ab12",
            caller.principal(),
            NOW,
            NOW.plusSeconds(900),
            List.of(action),
            new BigDecimal("125.56"),
            List.of(),
            null);
    plans.put(plan.id(), plan);
    return CompletableFuture.completedFuture(plan);
  }

  @Override
  public synchronized CompletionStage<Plan> get(Caller caller, String id) {
    Plan plan = plans.get(id);
    return plan == null
        ? CompletableFuture.failedFuture(
            Problem.builder("plan-not-found", Category.NOT_FOUND, "No such plan.").toException())
        : CompletableFuture.completedFuture(plan);
  }

  @Override
  public synchronized CompletionStage<Page<Plan>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(new Page<>(List.copyOf(plans.values()), null));
  }

  @Override
  public CompletionStage<Operation> apply(
      Caller caller,
      String id,
      @Nullable String hash,
      double tolerancePercent,
      @Nullable String idempotencyKey) {
    if (tolerancePercent < 5) {
      return CompletableFuture.failedFuture(
          Problem.builder("plan-stale", Category.CONFLICT, "It no longer holds.")
              .error("/actions/0/price", "was planned as 1 and is 2 now")
              .toException());
    }
    return CompletableFuture.completedFuture(
        Samples.operation("op-" + hash, OperationKind.CREATE, "vm-1", null));
  }
}
