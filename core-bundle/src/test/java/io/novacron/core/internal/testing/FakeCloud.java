package io.novacron.core.internal.testing;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.Snapshots;
import io.novacron.api.provider.Volumes;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cloud in memory that outlives the processes that call it. It honours tokens or not, shows new
 * machines late when it is told to, takes its time, and can be told what to do with the next calls.
 */
public final class FakeCloud implements Provider, Compute {
  public static final String REGION = "r1";

  private final Clock clock;
  private final CrashPoints points;
  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final Map<String, Queue<Behaviour>> script = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> createTokens = new ArrayList<>();
  private final List<String> createPlaces = new ArrayList<>();
  private final Map<String, Category> refusals = new HashMap<>();
  private final List<InstanceRequest> requests = new ArrayList<>();
  private Idempotency idempotency = Idempotency.TOKEN;
  private Duration visibilityDelay = Duration.ZERO;
  private Duration provisioning = Duration.ZERO;
  private final List<Outcome<?>> lateEffects = new ArrayList<>();
  private final Map<Capability, String> absences = new EnumMap<>(Capability.class);
  private final List<String> forced = new ArrayList<>();
  private final FakeSnapshots snapshots = new FakeSnapshots(this);
  private final FakeVolumes volumes = new FakeVolumes(this);
  private final FakeNetworks networks = new FakeNetworks(this);
  private boolean hasSnapshots = true;
  private int pageSize = 1000;
  private int goodPages = Integer.MAX_VALUE;
  private final Set<String> hidden = new HashSet<>();
  private int number;
  private int restarts;

  /** What to do with a call instead of what it asks for. */
  public sealed interface Behaviour {
    /** Does it and never replies. */
    record LoseReply() implements Behaviour {}

    /** Does it at once and replies late. */
    record LateReply(Duration by) implements Behaviour {}

    /** Does nothing and never replies. */
    record LoseRequest() implements Behaviour {}

    /** Does it a while after the reply should have come, and never replies. */
    record Delay(Duration by) implements Behaviour {}

    /** Refuses. */
    record Refuse(ProviderError error) implements Behaviour {
      public static Refuse of(Category category) {
        return new Refuse(ProviderError.of(category, "the cloud said " + category));
      }

      /** The reply, for one that comes although it was done. */
      public <T> Outcome<T> failed() {
        return new Outcome.Failed<>(error);
      }
    }

    /** Says Unknown, having done it. */
    record SayUnknown() implements Behaviour {}

    /** Says what no cloud should say here, having done it. */
    record Answer(Outcome<?> outcome) implements Behaviour {}

    /** Says what no cloud should say here, having done nothing. */
    record Claim(Outcome<?> outcome) implements Behaviour {}

    /** Throws, having done nothing. */
    record Throw() implements Behaviour {}
  }

  public FakeCloud(Clock clock, CrashPoints points) {
    this.clock = clock;
    this.points = points;
  }

  public void honours(Idempotency value) {
    idempotency = value;
  }

  public Idempotency idempotency() {
    return idempotency;
  }

  public void showsNewMachinesAfter(Duration delay) {
    visibilityDelay = delay;
  }

  /** Refuses machines at a place, as region and type, for good. */
  public void refuseAt(String place, Category category) {
    refusals.put(place, category);
  }

  /** The places of all creates that reached the cloud, in order. */
  public List<String> createPlaces() {
    return createPlaces;
  }

  public void takesToMake(Duration time) {
    provisioning = time;
  }

  /** What the next calls of an action meet with, in order. */
  public void next(String action, Behaviour... behaviours) {
    script.computeIfAbsent(action, name -> new ArrayDeque<>()).addAll(List.of(behaviours));
  }

  /** All calls that reached the cloud, in order. */
  public List<String> calls() {
    return calls;
  }

  /** The tokens of all creates that reached the cloud, in order. */
  public List<String> createTokens() {
    return createTokens;
  }

  /** All creates that reached the cloud, in order. */
  public List<InstanceRequest> requests() {
    return requests;
  }

  /** References of the machines that exist. */
  public List<String> existing() {
    return machines.values().stream()
        .filter(machine -> machine.state(clock.instant()) != MachineState.DELETED)
        .map(machine -> machine.reference)
        .toList();
  }

  /** What a machine really is now. */
  public MachineState state(String reference) {
    return Objects.requireNonNull(machines.get(reference)).state(clock.instant());
  }

  /** Makes a machine as if somebody else had sent the request. */
  public String plant(@Nullable String token, OwnerTag owner) {
    return make(token, owner, "planted", REGION).reference;
  }

  /** Makes a machine as somebody would who knows nothing of us. */
  public String plantForeign(Map<String, String> tags) {
    String reference = make(null, new OwnerTag("x", "x", "x", "x"), "m1", REGION).reference;
    Objects.requireNonNull(machines.get(reference)).tags = tags;
    return reference;
  }

  /** The tags of a machine. */
  public Map<String, String> tags(String reference) {
    return Objects.requireNonNull(machines.get(reference)).tags;
  }

  /** Lets a machine be in a state, whatever it did before. */
  public void force(String reference, MachineState state) {
    Machine machine = Objects.requireNonNull(machines.get(reference));
    machine.current = state;
    machine.target = state;
  }

  /** Removes every trace of a machine. */
  public void forget(String reference) {
    machines.remove(reference);
  }

  @Override
  public String cloud() {
    return "aws";
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return act("regions", () -> new Outcome.Done<>(List.of(REGION, "r2")));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    return act("health", () -> new Outcome.Done<>(null));
  }

  @Override
  public Compute compute() {
    return this;
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return hasSnapshots ? Optional.of(snapshots) : Optional.empty();
  }

  @Override
  public Optional<Volumes> volumes() {
    return Optional.of(volumes);
  }

  @Override
  public Optional<Networks> networks() {
    return Optional.of(networks);
  }

  @Override
  public Optional<Metrics> metrics() {
    return Optional.of(
        (context, region, reference, request) ->
            act(
                "metrics",
                () ->
                    new Outcome.Done<>(
                        request.names().stream()
                            .sorted()
                            .map(
                                name ->
                                    new MetricSeries(
                                        name, List.of(new MetricPoint(request.from(), 42))))
                            .toList())));
  }

  /** Snapshots that exist. */
  public FakeSnapshots fakeSnapshots() {
    return snapshots;
  }

  /** Volumes that exist. */
  public FakeVolumes fakeVolumes() {
    return volumes;
  }

  /** Networks that exist. */
  public FakeNetworks fakeNetworks() {
    return networks;
  }

  /** The cloud has no snapshots from now on. */
  public void lacksSnapshots() {
    hasSnapshots = false;
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    calls.add("quiesce");
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    calls.add("close");
  }

  @Override
  public CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request) {
    createTokens.add(context.idempotencyToken());
    String place = request.region() + "/" + request.instanceType();
    createPlaces.add(place);
    Category refusal = refusals.get(place);
    requests.add(request);
    return act(
        "create",
        () -> {
          if (refusal != null) {
            return new Outcome.Failed<>(ProviderError.of(refusal, "the cloud said " + refusal));
          }
          Machine known =
              idempotency == Idempotency.NONE
                  ? null
                  : machines.values().stream()
                      .filter(each -> context.idempotencyToken().equals(each.token))
                      .findFirst()
                      .orElse(null);
          Machine made =
              known != null
                  ? known
                  : make(
                      context.idempotencyToken(),
                      request.owner(),
                      request.instanceType(),
                      request.region());
          if (known == null) {
            made.tags = new HashMap<>(made.tags);
            made.tags.putAll(request.tags());
          }
          return reply(made);
        });
  }

  private Machine make(@Nullable String token, OwnerTag owner, String instanceType, String region) {
    number++;
    Machine machine =
        new Machine("i-" + number, token, owner.toTags(), instanceType, region, clock.instant());
    machine.move(MachineState.CREATING, MachineState.RUNNING, clock.instant().plus(provisioning));
    machines.put(machine.reference, machine);
    return machine;
  }

  @Override
  public CompletionStage<Outcome<Instance>> start(
      CallContext context, String region, String reference) {
    return act("start", () -> change(reference, MachineState.STARTING, MachineState.RUNNING));
  }

  @Override
  public CompletionStage<Outcome<Instance>> stop(
      CallContext context, String region, String reference, boolean force) {
    noteForce("stop", force);
    return act("stop", () -> change(reference, MachineState.STOPPING, MachineState.STOPPED));
  }

  @Override
  public CompletionStage<Outcome<Instance>> restart(
      CallContext context, String region, String reference, boolean force) {
    noteForce("restart", force);
    return act(
        "restart",
        () -> {
          Machine machine = machines.get(reference);
          if (machine != null && machine.state(clock.instant()) == MachineState.RUNNING) {
            restarts++;
            // As at the real clouds, a restart does not show.
            machine.move(
                MachineState.RUNNING, MachineState.RUNNING, clock.instant().plus(provisioning));
          }
          return change(reference, MachineState.RUNNING, MachineState.RUNNING);
        });
  }

  @Override
  public CompletionStage<Outcome<Instance>> pause(
      CallContext context, String region, String reference) {
    return act("pause", () -> change(reference, MachineState.PAUSING, MachineState.PAUSED));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resume(
      CallContext context, String region, String reference) {
    return act("resume", () -> change(reference, MachineState.RESUMING, MachineState.RUNNING));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resize(
      CallContext context, String region, String reference, String instanceType) {
    return act(
        "resize",
        () -> {
          Machine machine = machines.get(reference);
          if (machine != null && !machine.instanceType.equals(instanceType)) {
            machine.instanceType = instanceType;
            machine.move(MachineState.RESIZING, machine.target, clock.instant().plus(provisioning));
          }
          return change(
              reference,
              MachineState.RESIZING,
              machine == null ? MachineState.RUNNING : machine.target);
        });
  }

  /** How often machines were restarted. */
  public int restarts() {
    return restarts;
  }

  /** The instance type that a machine has. */
  public String typeOf(String reference) {
    return Objects.requireNonNull(machines.get(reference)).instanceType;
  }

  /** Which calls came with force, in order. */
  public List<String> forced() {
    return forced;
  }

  /** What the cloud lacks from now on, with the reason. */
  public void lacks(Capability capability, String reason) {
    absences.put(capability, reason);
  }

  @Override
  public Map<Capability, String> absences() {
    return absences;
  }

  private void noteForce(String action, boolean force) {
    if (force) {
      forced.add(action);
    }
  }

  private Outcome<Instance> change(String reference, MachineState through, MachineState to) {
    Machine machine = machines.get(reference);
    if (machine == null) {
      return new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + reference));
    }
    if (machine.state(clock.instant()) != to) {
      machine.move(through, to, clock.instant().plus(provisioning));
    }
    return reply(machine);
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference, boolean force) {
    noteForce("delete", force);
    return act(
        "delete",
        () -> {
          Machine machine = machines.get(reference);
          if (machine == null) {
            return new Outcome.Done<>(null);
          }
          if (machine.target != MachineState.DELETED) {
            machine.move(
                MachineState.DELETING, MachineState.DELETED, clock.instant().plus(provisioning));
          }
          return provisioning.isZero()
              ? new Outcome.Done<>(null)
              : new Outcome.Accepted<>("handle-" + reference, reference, provisioning);
        });
  }

  @Override
  public CompletionStage<Outcome<Instance>> poll(
      CallContext context, String region, String handle) {
    return act(
        "poll",
        () -> {
          Machine machine = machines.get(handle.substring("handle-".length()));
          return machine == null
              ? new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + handle))
              : reply(machine);
        });
  }

  private Outcome<Instance> reply(Machine machine) {
    Instant now = clock.instant();
    return now.isBefore(machine.settledAt)
        ? new Outcome.Accepted<>(
            "handle-" + machine.reference,
            machine.reference,
            Duration.between(now, machine.settledAt))
        : new Outcome.Done<>(machine.describe(now, idempotency));
  }

  @Override
  public CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String region, String reference) {
    return act(
        "describe",
        () ->
            new Outcome.Done<>(
                visible().stream()
                    .filter(machine -> machine.reference.equals(reference))
                    .findFirst()
                    .map(machine -> machine.describe(clock.instant(), idempotency))));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String region, String token) {
    // As some do, it ignores the filter.
    return act("findByToken", () -> new Outcome.Done<>(describeAll()));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return act("findByOwner", () -> new Outcome.Done<>(describeAll()));
  }

  @Override
  public CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return act(
        "list",
        () -> {
          List<Instance> all =
              describeAll().stream()
                  .filter(each -> each.region().equals(region))
                  .filter(each -> !hidden.contains(each.reference()))
                  .toList();
          int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
          if (from / pageSize >= goodPages) {
            return new Outcome.Failed<>(ProviderError.of(Category.UNAVAILABLE, "no such page"));
          }
          int to = Math.min(all.size(), from + pageSize);
          return new Outcome.Done<>(
              new InstancePage(
                  all.subList(Math.min(from, to), to),
                  to == all.size() ? null : Integer.toString(to),
                  new Completeness.Full()));
        });
  }

  /** Lists have pages of this many machines. */
  public void pages(int size) {
    pageSize = size;
  }

  /** Lists fail from this page on, counted from 0. */
  public void failAfterPages(int pages) {
    goodPages = pages;
  }

  /** Lists lack a machine that is there. */
  public void hideFromLists(String reference) {
    hidden.add(reference);
  }

  /** Changes the type of a machine, as somebody would who knows nothing of us. */
  public void retype(String reference, String instanceType) {
    Objects.requireNonNull(machines.get(reference)).instanceType = instanceType;
  }

  /** Changes the tags of a machine, as somebody would who knows nothing of us. */
  public void retag(String reference, Map<String, String> tags) {
    Objects.requireNonNull(machines.get(reference)).tags = tags;
  }

  @Override
  public CompletionStage<Outcome<Instance>> tag(
      CallContext context, String region, String reference, OwnerTag owner) {
    return act(
        "tag",
        () -> {
          Machine machine = machines.get(reference);
          if (machine == null) {
            return new Outcome.Failed<>(ProviderError.of(Category.NOT_FOUND, "no " + reference));
          }
          machine.tags = new HashMap<>(machine.tags);
          machine.tags.putAll(owner.toTags());
          return new Outcome.Done<>(machine.describe(clock.instant(), idempotency));
        });
  }

  private List<Instance> describeAll() {
    return visible().stream()
        .map(machine -> machine.describe(clock.instant(), idempotency))
        .toList();
  }

  private List<Machine> visible() {
    Instant now = clock.instant();
    return machines.values().stream()
        .filter(machine -> !now.isBefore(machine.createdAt.plus(visibilityDelay)))
        .toList();
  }

  Instant now() {
    return clock.instant();
  }

  Duration provisioning() {
    return provisioning;
  }

  Duration visibilityDelay() {
    return visibilityDelay;
  }

  /** A machine as it is, whether it can be seen or not. */
  Optional<Instance> instance(String reference) {
    return Optional.ofNullable(machines.get(reference))
        .map(machine -> machine.describe(clock.instant(), idempotency));
  }

  <T> CompletionStage<Outcome<T>> act(String action, Supplier<Outcome<T>> effect) {
    if (points.reach("before " + action)) {
      return new CompletableFuture<>();
    }
    calls.add(action);
    Queue<Behaviour> planned = script.getOrDefault(action, new ArrayDeque<>());
    Behaviour behaviour = planned.poll();
    if (behaviour instanceof Behaviour.LoseRequest) {
      return new CompletableFuture<>();
    }
    if (behaviour instanceof Behaviour.Throw) {
      throw new IllegalStateException("the fake provider throws");
    }
    if (behaviour instanceof Behaviour.Refuse refuse) {
      return CompletableFuture.completedFuture(new Outcome.Failed<>(refuse.error()));
    }
    if (behaviour instanceof Behaviour.Claim claim) {
      return CompletableFuture.completedFuture(said(claim.outcome()));
    }
    if (behaviour instanceof Behaviour.Delay delay) {
      late.after(delay.by(), () -> lateEffects.add(effect.get()));
      return new CompletableFuture<>();
    }
    Outcome<T> outcome = effect.get();
    if (behaviour instanceof Behaviour.Answer answer) {
      return CompletableFuture.completedFuture(said(answer.outcome()));
    }
    if (behaviour instanceof Behaviour.LateReply reply) {
      CompletableFuture<Outcome<T>> later = new CompletableFuture<>();
      late.after(reply.by(), () -> later.complete(outcome));
      return later;
    }
    if (points.reach("after " + action) || behaviour instanceof Behaviour.LoseReply) {
      return new CompletableFuture<>();
    }
    return CompletableFuture.completedFuture(
        behaviour instanceof Behaviour.SayUnknown
            ? new Outcome.Unknown<>("the connection broke")
            : outcome);
  }

  // What is said has the type of the call that a test says it to.
  @SuppressWarnings("unchecked")
  private static <T> Outcome<T> said(Outcome<?> outcome) {
    return (Outcome<T>) outcome;
  }

  private Timer late =
      (delay, task) -> {
        throw new IllegalStateException("no timer was given");
      };

  /** Gives the cloud a timer of its own, for what it does late. */
  public void timer(Timer timer) {
    late = timer;
  }

  private static final class Machine {
    final String reference;
    final @Nullable String token;
    Map<String, String> tags;
    String instanceType;
    final String region;
    final Instant createdAt;
    MachineState current = MachineState.CREATING;
    MachineState target = MachineState.RUNNING;
    Instant settledAt;

    Machine(
        String reference,
        @Nullable String token,
        Map<String, String> tags,
        String instanceType,
        String region,
        Instant createdAt) {
      this.reference = reference;
      this.token = token;
      this.tags = tags;
      this.instanceType = instanceType;
      this.region = region;
      this.createdAt = createdAt;
      this.settledAt = createdAt;
    }

    void move(MachineState through, MachineState to, Instant at) {
      current = through;
      target = to;
      settledAt = at;
    }

    MachineState state(Instant now) {
      return now.isBefore(settledAt) ? current : target;
    }

    Instance describe(Instant now, Idempotency idempotency) {
      MachineState state = state(now);
      return new Instance(
          reference,
          region,
          "z1",
          instanceType,
          state,
          "raw-" + state,
          List.of("10.0.0.1"),
          idempotency == Idempotency.NONE ? null : token,
          tags,
          now);
    }
  }
}
