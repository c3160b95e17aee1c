package io.novacron.core.internal.simulation;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cloud as one node reaches it: over a network that takes its time, loses requests and replies,
 * delivers requests late or twice, and lets replies overtake each other.
 */
final class CloudConnection implements Provider, Compute {
  private final SimulatedCloud cloud;
  private final SimulatedNode node;
  private final VirtualTime.Process network;
  private final VirtualTime time;
  private final Checks checks;
  private final BudgetChecks budgets;
  private final Trace trace;

  CloudConnection(
      SimulatedCloud cloud,
      SimulatedNode node,
      VirtualTime time,
      Checks checks,
      BudgetChecks budgets,
      Trace trace) {
    this.cloud = cloud;
    this.node = node;
    this.time = time;
    this.checks = checks;
    this.budgets = budgets;
    this.trace = trace;
    network = time.process();
  }

  @Override
  public String cloud() {
    return "aws";
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return ask("regions", context, () -> new Outcome.Done<>(List.of("r1")));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    return ask("health", context, () -> new Outcome.Done<>(null));
  }

  @Override
  public Compute compute() {
    return this;
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}

  @Override
  public CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request) {
    checks.creating(node, cloud, context, request);
    return change(
        "create", request.name(), context, () -> cloud.create(context.idempotencyToken(), request));
  }

  @Override
  public CompletionStage<Outcome<Instance>> start(
      CallContext context, String region, String reference) {
    return change(
        "start", reference, context, power(reference, MachineState.STARTING, MachineState.RUNNING));
  }

  @Override
  public CompletionStage<Outcome<Instance>> stop(
      CallContext context, String region, String reference, boolean force) {
    return change(
        "stop", reference, context, power(reference, MachineState.STOPPING, MachineState.STOPPED));
  }

  private Supplier<Outcome<Instance>> power(
      String reference, MachineState through, MachineState to) {
    Instant sentAt = time.instant();
    return () -> cloud.power(reference, through, to, sentAt);
  }

  @Override
  public CompletionStage<Outcome<Instance>> restart(
      CallContext context, String region, String reference, boolean force) {
    return change(
        "restart",
        reference,
        context,
        power(reference, MachineState.RUNNING, MachineState.RUNNING));
  }

  @Override
  public CompletionStage<Outcome<Instance>> pause(
      CallContext context, String region, String reference) {
    return change(
        "pause", reference, context, power(reference, MachineState.PAUSING, MachineState.PAUSED));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resume(
      CallContext context, String region, String reference) {
    return change(
        "resume",
        reference,
        context,
        power(reference, MachineState.RESUMING, MachineState.RUNNING));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resize(
      CallContext context, String region, String reference, String instanceType) {
    Instant sentAt = time.instant();
    return change(
        "resize", reference, context, () -> cloud.resize(reference, instanceType, sentAt));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference, boolean force) {
    return change("delete", reference, context, () -> cloud.delete(reference));
  }

  @Override
  public CompletionStage<Outcome<Instance>> tag(
      CallContext context, String region, String reference, OwnerTag owner) {
    return change("tag", reference, context, () -> cloud.tag(reference, owner));
  }

  @Override
  public CompletionStage<Outcome<Instance>> poll(
      CallContext context, String region, String handle) {
    return ask("poll", context, () -> cloud.poll(handle));
  }

  @Override
  public CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String region, String reference) {
    return ask(
        "describe",
        context,
        () ->
            new Outcome.Done<>(
                cloud.shown(machine -> machine.reference.equals(reference)).stream().findFirst()));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String region, String token) {
    return ask(
        "find by token",
        context,
        () ->
            cloud.traits.findsByToken() && cloud.traits.honoursToken()
                ? new Outcome.Done<>(
                    cloud.shown(machine -> !cloud.traits.filters() || machine.token.equals(token)))
                : new Outcome.Failed<>(
                    ProviderError.of(Category.UNSUPPORTED, "there is no search by token")));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return ask(
        "find by owner",
        context,
        () ->
            new Outcome.Done<>(
                cloud.shown(machine -> !cloud.traits.filters() || machine.tags().equals(owner))));
  }

  @Override
  public CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return ask(
        "list",
        context,
        () ->
            new Outcome.Done<>(
                new InstancePage(cloud.shown(machine -> true), null, new Completeness.Full())));
  }

  /** A call that only reads: it may be lost, and that is all. */
  private <T> CompletionStage<Outcome<T>> ask(
      String action, CallContext context, Supplier<Outcome<T>> effect) {
    Fate fate = cloud.meets(cloud.traits.lost()) ? Fate.REPLY_LOST : Fate.ANSWERED;
    return send(action, context.operation(), context, effect, fate);
  }

  private <T> CompletionStage<Outcome<T>> change(
      String action, String on, CallContext context, Supplier<Outcome<T>> effect) {
    checks.changing(node, cloud, action, context);
    return send(action, on, context, effect, fate());
  }

  private Fate fate() {
    if (cloud.meets(cloud.traits.late())) {
      Fate worse = cloud.traits.honoursToken() ? Fate.TWICE : Fate.OVERTAKEN;
      return cloud.chance().in(0.4) ? worse : Fate.LATE;
    }
    return cloud.meets(cloud.traits.lost())
        ? cloud
            .chance()
            .pick(
                List.of(
                    Fate.REQUEST_LOST,
                    Fate.REPLY_LOST,
                    Fate.REPLY_LOST,
                    Fate.SAYS_UNKNOWN,
                    Fate.THROWS,
                    Fate.BREAKS))
        : Fate.ANSWERED;
  }

  private <T> CompletionStage<Outcome<T>> send(
      String action, String on, CallContext context, Supplier<Outcome<T>> effect, Fate fate) {
    CompletableFuture<Outcome<T>> reply = new CompletableFuture<>();
    if (!node.alive() || node.reach("before " + action)) {
      return reply;
    }
    budgets.sent(action);
    trace.add(node.name(), "calls " + cloud.traits.account() + " " + action, on + " " + fate);
    switch (fate) {
      case REQUEST_LOST -> {
        return reply;
      }
      case THROWS -> throw new IllegalStateException("the provider throws");
      case BREAKS -> node.process().execute(() -> reply.completeExceptionally(new BrokenOff()));
      case LATE -> network.after(late(context), () -> arrive(action, on, effect));
      case OVERTAKEN ->
          cloud.onceRepeated(
              context.idempotencyToken(),
              () ->
                  network.after(
                      cloud.chance().between(Duration.ZERO, Duration.ofSeconds(12)),
                      () -> arrive(action, on, effect)));
      case TWICE ->
          network.after(
              way(),
              () -> {
                if (answer(action, on, effect, fate, reply)) {
                  network.after(late(context), () -> arrive(action, on, effect));
                }
              });
      case ANSWERED, REPLY_LOST, SAYS_UNKNOWN ->
          network.after(way(), () -> answer(action, on, effect, fate, reply));
    }
    return reply;
  }

  private Duration way() {
    return cloud.chance().between(cloud.traits.latency().dividedBy(20), cloud.traits.latency());
  }

  /** Up to so late that it is shown just before the declared bound is over. */
  private Duration late(CallContext context) {
    Instant latest = context.deadline().plus(cloud.traits.bound()).minus(cloud.traits.hidden());
    return cloud.chance().between(Duration.ZERO, Duration.between(time.instant(), latest));
  }

  private <T> Outcome<T> arrive(String action, String on, Supplier<Outcome<T>> effect) {
    ProviderError refusal = cloud.refusal();
    Outcome<T> outcome = refusal == null ? effect.get() : new Outcome.Failed<>(refusal);
    trace.add(cloud.traits.account(), action + " " + on, brief(outcome));
    return outcome;
  }

  private static String brief(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Failed<?> failed) {
      return failed.error().category() + " " + failed.error().message();
    }
    if (outcome instanceof Outcome.Accepted<?> accepted) {
      return "Accepted " + accepted.handle();
    }
    if (outcome instanceof Outcome.Done<?> done) {
      return done.value() instanceof Instance instance
          ? "Done " + instance.reference() + " " + instance.state()
          : "Done " + (done.value() instanceof List<?> list ? list.size() + " machines" : "");
    }
    return "Unknown";
  }

  /** Executes it and sends the answer on its way; says whether it was done. */
  private <T> boolean answer(
      String action,
      String on,
      Supplier<Outcome<T>> effect,
      Fate fate,
      CompletableFuture<Outcome<T>> reply) {
    Outcome<T> outcome = arrive(action, on, effect);
    boolean done = !(outcome instanceof Outcome.Failed<T>);
    if (fate == Fate.REPLY_LOST) {
      return done;
    }
    node.process()
        .after(
            way(),
            () -> {
              if (!node.reach("after " + action)) {
                Outcome<T> told =
                    fate == Fate.SAYS_UNKNOWN
                        ? new Outcome.Unknown<>("the connection broke")
                        : outcome;
                budgets.replied(action, told);
                reply.complete(told);
              }
            });
    return done;
  }

  /** What becomes of a call. */
  private enum Fate {
    ANSWERED,
    REQUEST_LOST,
    REPLY_LOST,
    SAYS_UNKNOWN,
    THROWS,
    BREAKS,
    /** Executed long after it was sent, and never answered. */
    LATE,
    /**
     * Executed only when the same create was repeated, which is how a second machine is born where
     * nothing is honoured.
     */
    OVERTAKEN,
    /** Done and answered, and delivered once more later. */
    TWICE
  }

  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenOff() {
      super("the provider's stage failed");
    }
  }
}
