package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines of one simulated account, in the words of its cloud. Safe for use by many threads.
 */
final class SimulatedCompute implements Compute {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedCompute.class);
  private static final int PAGE_SIZE = 100;

  private final SimulatedCloud cloud;
  private final CallRunner runner;
  private final Admission admission;
  private final CloudErrors errors;
  private final InstanceView instances;
  private final Clock clock;

  SimulatedCompute(
      SimulatedCloud cloud,
      CallRunner runner,
      Admission admission,
      CloudErrors errors,
      InstanceView instances,
      Clock clock) {
    this.cloud = cloud;
    this.runner = runner;
    this.admission = admission;
    this.errors = errors;
    this.instances = instances;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request) {
    CallSubject subject =
        new CallSubject(
            Action.CREATE,
            request.region(),
            "region " + request.region() + ", type " + request.instanceType(),
            request.name());
    return runner.run(
        subject,
        context,
        exchange ->
            tellingOfHost(cloud.create(context, request, exchange.faults().stuckBy()))
                .map(ruling -> instance(ruling, subject, exchange)));
  }

  @Override
  public CompletionStage<Outcome<Instance>> start(
      CallContext context, String region, String reference) {
    return change(Change.START, context, region, reference);
  }

  @Override
  public CompletionStage<Outcome<Instance>> stop(
      CallContext context, String region, String reference, boolean force) {
    return change(force ? Change.FORCED_STOP : Change.STOP, context, region, reference);
  }

  @Override
  public CompletionStage<Outcome<Instance>> restart(
      CallContext context, String region, String reference, boolean force) {
    return change(force ? Change.FORCED_RESTART : Change.RESTART, context, region, reference);
  }

  @Override
  public CompletionStage<Outcome<Instance>> pause(
      CallContext context, String region, String reference) {
    return change(Change.PAUSE, context, region, reference);
  }

  @Override
  public CompletionStage<Outcome<Instance>> resume(
      CallContext context, String region, String reference) {
    return change(Change.RESUME, context, region, reference);
  }

  @Override
  public CompletionStage<Outcome<Instance>> resize(
      CallContext context, String region, String reference, String instanceType) {
    return changing(
        CallSubject.inRegion(Action.RESIZE, region, reference),
        context,
        exchange ->
            tellingOfHost(
                cloud.resize(
                    context, region, reference, instanceType, exchange.faults().stuckBy())));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference, boolean force) {
    Change how = force ? Change.FORCED_DELETE : Change.DELETE;
    CallSubject subject = CallSubject.inRegion(Action.DELETE, region, reference);
    return inRegion(
        subject,
        context,
        exchange ->
            cloud
                .change(how, context, region, reference, exchange.faults().stuckBy())
                .map(ruling -> deletion(ruling, exchange)));
  }

  @Override
  public CompletionStage<Outcome<Instance>> poll(
      CallContext context, String region, String handle) {
    return changing(
        CallSubject.inRegion(Action.POLL, region, handle),
        context,
        exchange -> cloud.poll(region, handle));
  }

  @Override
  public CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String region, String reference) {
    return read(
        CallSubject.inRegion(Action.DESCRIBE, region, reference),
        context,
        () -> cloud.describe(region, reference),
        (machine, exchange) -> machine.map(found -> instance(found, exchange)));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String region, String token) {
    return read(
        CallSubject.inRegion(Action.FIND_BY_TOKEN, region, token),
        context,
        () -> cloud.findByToken(region, token),
        this::instances);
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return read(
        CallSubject.inRegion(Action.FIND_BY_OWNER, region, owner.toString()),
        context,
        () -> cloud.findByOwner(region, owner),
        this::instances);
  }

  @Override
  public CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    CallSubject subject =
        CallSubject.inRegion(Action.LIST, region, pageToken == null ? "" : pageToken);
    Long after = after(pageToken);
    if (after == null) {
      return runner.run(
          subject,
          context,
          exchange ->
              told(
                  Refused.of(
                      Refusal.INVALID_PAGE_TOKEN,
                      "The page token is none that a list gave.",
                      subject.scope()),
                  exchange));
    }
    return read(
        subject,
        context,
        () -> cloud.list(region, after, PAGE_SIZE),
        (page, exchange) ->
            new InstancePage(
                instances(page.machines(), exchange),
                page.next() == null ? null : Long.toString(page.next()),
                new Completeness.Full()));
  }

  @Override
  public CompletionStage<Outcome<Instance>> tag(
      CallContext context, String region, String reference, OwnerTag owner) {
    CallSubject subject = CallSubject.inRegion(Action.TAG, region, reference);
    return inRegion(
        subject,
        context,
        exchange ->
            cloud.decide(
                refused(Refusal.THROTTLED, "Too many changes wait to be made.", subject, exchange),
                (fleet, sequence) ->
                    tag(fleet, sequence, region, reference, owner, subject, exchange)));
  }

  private Decision<Outcome<Instance>> tag(
      Fleet fleet,
      long sequence,
      String region,
      String reference,
      OwnerTag owner,
      CallSubject subject,
      Exchange exchange) {
    SimulatedMachine machine = fleet.byReference(reference);
    if (machine == null || !machine.facts().region().equals(region) || !cloud.sees(machine)) {
      return new Decision.Answer<>(
          refused(Refusal.NOT_FOUND, "There is no " + reference + ".", subject, exchange));
    }
    Map<String, String> tags = machine.facts().tags();
    Optional<OwnerTag> former = OwnerTag.fromTags(tags);
    if (former.isPresent() && former.get().equals(owner)) {
      return new Decision.Answer<>(new Outcome.Done<>(instance(machine, exchange)));
    }
    if (tags.containsKey(OwnerTag.CONTROL_PLANE_KEY)) {
      return new Decision.Answer<>(
          refused(
              Refusal.WRONG_STATE,
              reference + " carries the owner tag of another.",
              subject,
              exchange));
    }
    Map<String, String> all = new HashMap<>(tags);
    all.putAll(owner.toTags());
    return new Decision.Write<>(
        new Transition.Tagged(sequence, clock.instant(), reference, all),
        changed ->
            new Outcome.Done<>(
                instance(Objects.requireNonNull(changed.byReference(reference)), exchange)));
  }

  /** Says in the log which host a machine was given and why, once that is on disk. */
  private Effect<Ruling> tellingOfHost(Effect<Ruling> effect) {
    SimulatedMachine machine =
        effect.value() instanceof Ruling.Moving moving
            ? moving.machine()
            : effect.value() instanceof Ruling.Settled settled ? settled.machine() : null;
    HostPlace place = machine == null ? null : machine.facts().place();
    if (machine == null || place == null || !effect.change()) {
      return effect;
    }
    MachineFacts facts = machine.facts();
    CompletableFuture<Void> told =
        effect
            .durable()
            .thenRun(
                () ->
                    LOG.info(
                        "machine placed machine={} reference={} type={} host={} rack={} why=\"{}\"",
                        facts.name(),
                        facts.reference(),
                        facts.type(),
                        place.host(),
                        facts.zone(),
                        place.why()));
    return new Effect<>(effect.value(), told, true);
  }

  private <T> Outcome<T> refused(
      Refusal refusal, String message, CallSubject subject, Exchange exchange) {
    return new Outcome.Failed<>(
        errors.of(Refused.of(refusal, message, subject.scope()), exchange.requestId()));
  }

  private CompletionStage<Outcome<Instance>> change(
      Change change, CallContext context, String region, String reference) {
    return changing(
        CallSubject.inRegion(change.action(), region, reference),
        context,
        exchange -> cloud.change(change, context, region, reference, exchange.faults().stuckBy()));
  }

  private CompletionStage<Outcome<Instance>> changing(
      CallSubject subject, CallContext context, Function<Exchange, Effect<Ruling>> effect) {
    return inRegion(
        subject,
        context,
        exchange -> effect.apply(exchange).map(ruling -> instance(ruling, subject, exchange)));
  }

  private <S, T> CompletionStage<Outcome<T>> read(
      CallSubject subject,
      CallContext context,
      Supplier<Effect<S>> effect,
      BiFunction<S, Exchange, T> answer) {
    return inRegion(
        subject,
        context,
        exchange -> effect.get().map(value -> new Outcome.Done<>(answer.apply(value, exchange))));
  }

  private <T> CompletionStage<Outcome<T>> inRegion(
      CallSubject subject, CallContext context, Function<Exchange, Effect<Outcome<T>>> effect) {
    return runner.run(
        subject,
        context,
        exchange -> {
          Refused wrong = admission.checkRegion(String.valueOf(subject.region()));
          return wrong == null ? effect.apply(exchange) : told(wrong, exchange);
        });
  }

  private Outcome<Instance> instance(Ruling ruling, CallSubject subject, Exchange exchange) {
    if (ruling instanceof Ruling.Settled settled) {
      return new Outcome.Done<>(instance(settled.machine(), exchange));
    }
    if (ruling instanceof Ruling.Moving moving) {
      return accepted(moving);
    }
    Refused refused =
        ruling instanceof Refused told
            ? told
            : Refused.of(
                Refusal.NOT_FOUND,
                "There is no " + subject.identity() + " in " + subject.region() + ".",
                subject.scope());
    return new Outcome.Failed<>(errors.of(refused, exchange.requestId()));
  }

  private Outcome<Void> deletion(Ruling ruling, Exchange exchange) {
    if (ruling instanceof Ruling.Moving moving) {
      return accepted(moving);
    }
    return ruling instanceof Refused refused
        ? new Outcome.Failed<>(errors.of(refused, exchange.requestId()))
        : new Outcome.Done<>(null);
  }

  private static <T> Outcome<T> accepted(Ruling.Moving moving) {
    return new Outcome.Accepted<>(
        moving.machine().handle(), moving.machine().reference(), moving.pollAfter());
  }

  private List<Instance> instances(List<SimulatedMachine> machines, Exchange exchange) {
    return machines.stream().map(machine -> instance(machine, exchange)).toList();
  }

  private Instance instance(SimulatedMachine machine, Exchange exchange) {
    return instances.of(machine, exchange);
  }

  private <T> Effect<Outcome<T>> told(Refused refused, Exchange exchange) {
    return Effect.of(new Outcome.Failed<>(errors.of(refused, exchange.requestId())));
  }

  /** The sequence number after which a page begins; absent when the token is not one of ours. */
  private static @Nullable Long after(@Nullable String pageToken) {
    if (pageToken == null) {
      return 0L;
    }
    try {
      long after = Long.parseLong(pageToken);
      return after > 0 ? after : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
