package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.InventoryService;
import io.novacron.api.inventory.RegionView;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineService;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers how fresh what is known is, and asks the clouds where it is not fresh enough. */
final class DefaultInventoryService implements InventoryService {
  private static final String ACCOUNT = "account";

  private final Supplier<ControlPlane> controlPlane;
  private final MachineService machines;
  private final KnownMachines known;
  private final RegionAgents agents;
  private final Observations observations;
  private final CloudCalls calls;
  private final Supplier<InventorySettings> settings;
  private final Authorization authorization;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<MachineId, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();

  DefaultInventoryService(
      Supplier<ControlPlane> controlPlane,
      MachineService machines,
      KnownMachines known,
      RegionAgents agents,
      Observations observations,
      CloudCalls calls,
      Supplier<InventorySettings> settings,
      Authorization authorization,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.machines = machines;
    this.known = known;
    this.agents = agents;
    this.observations = observations;
    this.calls = calls;
    this.settings = settings;
    this.authorization = authorization;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Machine> get(Caller caller, String id, Duration maxAge) {
    return machines
        .get(caller, id)
        .thenCompose(
            machine -> {
              KnownMachine recorded = known.find(new MachineId(machine.tenant(), id)).orElse(null);
              if (recorded == null || young(machine, maxAge)) {
                return CompletableFuture.completedFuture(machine);
              }
              return ask(recorded).thenCompose(done -> machines.get(caller, id));
            });
  }

  private boolean young(Machine machine, Duration maxAge) {
    Instant observedAt = machine.status().observedAt();
    return machine.status().state().moving()
        || (observedAt != null && !observedAt.plus(maxAge).isBefore(clock.instant()));
  }

  /** Asks for a machine once, however many want to know. */
  private CompletionStage<Void> ask(KnownMachine machine) {
    CompletableFuture<Void> fresh = new CompletableFuture<>();
    CompletableFuture<Void> underWay = asked.putIfAbsent(machine.key(), fresh);
    if (underWay != null) {
      return underWay;
    }
    fresh.whenComplete((done, failure) -> asked.remove(machine.key(), fresh));
    Duration limit = settings.get().freshness();
    within(limit, fresh);
    Duration bound = calls.visibilityBound(machine.account());
    calls
        .describe(
            CloudCalls.interactive(
                machine.account(), machine.region(), machine.tenant(), "look-" + machine.id()),
            limit,
            machine.reference())
        .thenComposeAsync(answer -> seen(machine, answer, bound), executor)
        .whenComplete((done, failure) -> fresh.complete(null));
    return fresh;
  }

  /** Lets callers wait no longer than they want to; what they wait for goes on. */
  private void within(Duration limit, CompletableFuture<Void> answer) {
    Timer.Cancellation late = timer.after(limit, () -> answer.complete(null));
    answer.whenComplete((done, failure) -> late.cancel());
  }

  /** One "not there" alone is no proof, as a list may lack it too; the agent sees to that. */
  private CompletionStage<Boolean> seen(
      KnownMachine machine, CloudCalls.Answer<Optional<Instance>> answer, Duration bound) {
    @Nullable Instance instance =
        answer.outcome() instanceof Outcome.Done<Optional<Instance>> done
            ? done.get().orElse(null)
            : null;
    return instance == null
        ? CompletableFuture.completedFuture(false)
        : observations.take(
            controlPlane.get(),
            machine,
            instance,
            new Observations.Look(answer.sentAt(), "describe", bound));
  }

  @Override
  public CompletionStage<Void> refresh(
      Caller caller, @Nullable String account, @Nullable String region, Duration maxAge) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          ControlPlane current = controlPlane.get();
          List<CompletableFuture<Void>> lists = new ArrayList<>();
          for (RegionAgent agent : visible(caller)) {
            if ((account == null || account.equals(agent.account()))
                && (region == null || region.equals(agent.region()))) {
              lists.add(agent.refresh(current, maxAge).toCompletableFuture());
            }
          }
          CompletableFuture<Void> all =
              CompletableFuture.allOf(lists.toArray(CompletableFuture[]::new)).copy();
          within(settings.get().freshness(), all);
          return all;
        });
  }

  @Override
  public CompletionStage<List<RegionView>> regions(Caller caller) {
    return Failures.guarded(
        caller,
        executor,
        () ->
            CompletableFuture.completedFuture(
                visible(caller).stream().map(RegionAgent::view).toList()));
  }

  /** The regions of the accounts that a caller may see; no other is listed for them. */
  private List<RegionAgent> visible(Caller caller) {
    return authorization.visible(
        caller,
        Permission.ACCOUNT_READ,
        ACCOUNT,
        agents.agents().stream().filter(agent -> agent.tenant().equals(caller.tenant())).toList(),
        agent -> new Target(agent.tenant(), ACCOUNT, agent.account(), agent.account(), Map.of()));
  }
}
