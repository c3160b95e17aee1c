package io.novacron.provider.aws.internal;

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
import io.novacron.api.provider.ProviderError;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** The instances of one account. */
final class Ec2Compute implements Compute {
  private static final String NO_PAUSE =
      "EC2 hibernates only instances that were launched for it, and then shows them as stopped."
          + " Stop the machine instead.";
  private static final Set<MachineState> NOT_RUNNING =
      EnumSet.of(
          MachineState.STOPPING,
          MachineState.STOPPED,
          MachineState.PROVISIONING,
          MachineState.DELETING,
          MachineState.DELETED);

  private final CallRunner runner;
  private final AwsClients clients;
  private final Ec2Reads reads;
  private final InstanceView view;
  private final Images images;
  private final AwsSettings settings;
  private final Clock clock;
  private final Polls polls;

  Ec2Compute(
      CallRunner runner,
      AwsClients clients,
      Ec2Reads reads,
      Images images,
      AwsSettings settings,
      Clock clock) {
    this.runner = runner;
    this.clients = clients;
    this.reads = reads;
    this.view = reads.view();
    this.images = images;
    this.settings = settings;
    this.clock = clock;
    this.polls = new Polls(reads, settings, clock);
  }

  @Override
  public CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request) {
    CallScope scope =
        new CallScope(
            "create a machine",
            runner.account(),
            request.region(),
            request.zone(),
            request.instanceType(),
            null);
    return runner.change(
        scope,
        context,
        call ->
            images
                .idFor(call, request)
                .thenCompose(image -> launch(call, request, image))
                .handle(
                    (outcome, failure) -> {
                      if (failure == null) {
                        return CompletableFuture.completedFuture(outcome);
                      }
                      return Failures.hasCode(failure, "IdempotentParameterMismatch")
                          ? sameAfterAll(call, request, failure)
                          : CompletableFuture.<Outcome<Instance>>failedFuture(
                              Causes.unwrapped(failure));
                    })
                .thenCompose(result -> result));
  }

  @Override
  public CompletionStage<Outcome<Instance>> start(
      CallContext context, String region, String reference) {
    return runner.change(
        about("start a machine", region, reference),
        context,
        call ->
            call.change(() -> ec2(region).startInstances(r -> r.instanceIds(reference)))
                .thenCompose(reply -> reached(call, region, Handle.Verb.START, reference, "")));
  }

  @Override
  public CompletionStage<Outcome<Instance>> stop(
      CallContext context, String region, String reference, boolean force) {
    return runner.change(
        about("stop a machine", region, reference),
        context,
        call ->
            call.change(() -> ec2(region).stopInstances(r -> r.instanceIds(reference).force(force)))
                .thenCompose(reply -> reached(call, region, Handle.Verb.STOP, reference, "")));
  }

  /**
   * {@inheritDoc}
   *
   * <p>EC2 does not show a reboot, so it is Done as soon as it is taken on. By force is the same:
   * EC2 itself pulls the plug when the guest has not shut down within some minutes.
   */
  @Override
  public CompletionStage<Outcome<Instance>> restart(
      CallContext context, String region, String reference, boolean force) {
    return runner.change(
        about("restart a machine", region, reference),
        context,
        call ->
            reads
                .existing(call, region, reference)
                .thenCompose(
                    before -> {
                      String word = InstanceView.word(before);
                      if (NOT_RUNNING.contains(InstanceView.state(word))) {
                        throw wrongState(call, reference, word, "restarted");
                      }
                      return call.change(
                          () -> ec2(region).rebootInstances(r -> r.instanceIds(reference)));
                    })
                .thenCompose(reply -> reads.existing(call, region, reference))
                .thenApply(told -> new Outcome.Done<>(view.of(told, region))));
  }

  @Override
  public CompletionStage<Outcome<Instance>> pause(
      CallContext context, String region, String reference) {
    return unsupported(context, about("pause a machine", region, reference), NO_PAUSE);
  }

  @Override
  public CompletionStage<Outcome<Instance>> resume(
      CallContext context, String region, String reference) {
    return unsupported(context, about("resume a machine", region, reference), NO_PAUSE);
  }

  @Override
  public CompletionStage<Outcome<Instance>> resize(
      CallContext context, String region, String reference, String instanceType) {
    CallScope scope =
        new CallScope("resize a machine", runner.account(), region, null, instanceType, reference);
    return runner.change(
        scope,
        context,
        call ->
            reads
                .existing(call, region, reference)
                .thenCompose(
                    before -> {
                      if (instanceType.equals(before.instanceTypeAsString())) {
                        return CompletableFuture.<Outcome<Instance>>completedFuture(
                            new Outcome.Done<>(view.of(before, region)));
                      }
                      requireStopped(call, reference, InstanceView.word(before));
                      return call.change(
                              () ->
                                  ec2(region)
                                      .modifyInstanceAttribute(
                                          r ->
                                              r.instanceId(reference)
                                                  .instanceType(type -> type.value(instanceType))))
                          .thenCompose(
                              reply ->
                                  reached(
                                      call, region, Handle.Verb.RESIZE, reference, instanceType));
                    }));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference, boolean force) {
    return runner.change(
        about("delete a machine", region, reference),
        context,
        call ->
            call.change(
                    () ->
                        ec2(region)
                            .terminateInstances(
                                r ->
                                    r.instanceIds(reference)
                                        .skipOsShutdown(force ? Boolean.TRUE : null)))
                .handle(
                    (reply, failure) -> {
                      if (failure == null) {
                        boolean gone =
                            reply.terminatingInstances().stream()
                                .filter(each -> reference.equals(each.instanceId()))
                                .anyMatch(
                                    each ->
                                        each.currentState() != null
                                            && "terminated"
                                                .equals(each.currentState().nameAsString()));
                        return gone
                            ? new Outcome.Done<Void>(null)
                            : accepted(Handle.Verb.DELETE, reference, "");
                      }
                      if (Failures.hasCode(
                          failure, "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed")) {
                        return new Outcome.Done<Void>(null);
                      }
                      return Failures.<Void>outcome(failure, call.scope());
                    }));
  }

  @Override
  public CompletionStage<Outcome<Instance>> poll(
      CallContext context, String region, String handle) {
    Optional<Handle> known = Handle.parse(handle);
    String reference = known.map(Handle::reference).orElse("");
    return runner.read(
        about("ask after a change", region, reference),
        context,
        call ->
            known
                .map(each -> polls.ask(call, region, each))
                .orElseThrow(
                    () ->
                        new Refusal(
                            Failures.own(
                                Category.INVALID,
                                "No call of this provider gave the handle \"" + handle + "\".",
                                call.scope()))));
  }

  @Override
  public CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String region, String reference) {
    return runner.read(
        about("describe a machine", region, reference),
        context,
        call ->
            reads
                .one(call, region, reference)
                .thenApply(found -> new Outcome.Done<>(found.map(told -> view.of(told, region)))));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String region, String token) {
    return runner.read(
        about("find machines by token", region, null),
        context,
        call -> byToken(call, region, token).thenApply(Outcome.Done::new));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return runner.read(
        about("find machines by owner", region, null),
        context,
        call ->
            reads
                .all(
                    call,
                    region,
                    Tags.filters(owner),
                    told ->
                        OwnerTag.fromTags(Tags.map(told.tags())).filter(owner::equals).isPresent())
                .thenApply(
                    found ->
                        new Outcome.Done<>(
                            found.stream().map(told -> view.of(told, region)).toList())));
  }

  @Override
  public CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return runner.read(
        about("list machines", region, null),
        context,
        call ->
            reads
                .page(call, region, settings.pageSize(), pageToken)
                .thenApply(
                    reply -> {
                      String next = Replies.next(reply.nextToken());
                      List<Instance> shown =
                          Ec2Reads.instances(reply).stream()
                              .map(told -> view.of(told, region))
                              .toList();
                      return new Outcome.Done<>(
                          new InstancePage(shown, next, new Completeness.Full()));
                    }));
  }

  @Override
  public CompletionStage<Outcome<Instance>> tag(
      CallContext context, String region, String reference, OwnerTag owner) {
    return runner.change(
        about("tag a machine", region, reference),
        context,
        call ->
            reads
                .existing(call, region, reference)
                .thenCompose(
                    before -> {
                      Map<String, String> tags = Tags.map(before.tags());
                      if (OwnerTag.fromTags(tags).filter(owner::equals).isPresent()) {
                        return CompletableFuture.completedFuture(before);
                      }
                      requireFree(call, reference, tags, owner);
                      return call.change(
                              () ->
                                  ec2(region)
                                      .createTags(
                                          r ->
                                              r.resources(reference)
                                                  .tags(Tags.list(owner.toTags()))))
                          .thenCompose(reply -> reads.existing(call, region, reference));
                    })
                .thenApply(told -> new Outcome.Done<>(view.of(told, region))));
  }

  private CompletableFuture<Outcome<Instance>> launch(
      Exchange<Instance> call, InstanceRequest request, String image) {
    String token = call.context().idempotencyToken();
    software.amazon.awssdk.services.ec2.model.RunInstancesRequest launch;
    try {
      launch = Launch.request(request, token, image);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Failures.own(Category.INVALID, String.valueOf(e.getMessage()), call.scope()));
    }
    return call.change(() -> ec2(request.region()).runInstances(launch))
        .thenApply(reply -> launched(call, request, reply));
  }

  private Outcome<Instance> launched(
      Exchange<Instance> call, InstanceRequest request, RunInstancesResponse reply) {
    if (reply.instances().isEmpty() || reply.instances().get(0).instanceId() == null) {
      return new Outcome.Unknown<>(
          "AWS answered the create ("
              + call.scope().words()
              + ") without an instance; whether there is one has to be asked.");
    }
    return made(call, view.of(reply.instances().get(0), request.region()));
  }

  /** What the state of an instance means for the create that made it. */
  private Outcome<Instance> made(Exchange<Instance> call, Instance instance) {
    return switch (instance.state()) {
      case RUNNING, DELETED -> new Outcome.Done<>(instance);
      case DELETING ->
          new Outcome.Failed<>(
              new ProviderError(
                  Category.CONFLICT,
                  "The machine of this token, "
                      + instance.reference()
                      + ", is being deleted. Ask with another token.",
                  instance.rawState(),
                  null,
                  call.scope().words(),
                  null));
      default -> accepted(Handle.Verb.CREATE, instance.reference(), "");
    };
  }

  /**
   * EC2 says that the token was used for another request. It was ours when the instance carries the
   * digest of this request: then only the image that a logical name means has changed since.
   */
  private CompletableFuture<Outcome<Instance>> sameAfterAll(
      Exchange<Instance> call, InstanceRequest request, Throwable mismatch) {
    String digest = Launch.digest(request);
    return byToken(call, request.region(), call.context().idempotencyToken())
        .thenApply(
            found ->
                found.stream()
                    .filter(each -> digest.equals(each.tags().get(Tags.REQUEST_KEY)))
                    .findFirst()
                    .map(each -> made(call, each))
                    .orElseGet(() -> Failures.outcome(mismatch, call.scope())));
  }

  private CompletableFuture<List<Instance>> byToken(Exchange<?> call, String region, String token) {
    return reads
        .all(call, region, List.of(Tags.filter(Tags.TOKEN_KEY, Tags.tokenTag(token))), told -> true)
        .thenApply(
            found ->
                found.stream()
                    .map(told -> view.of(told, region))
                    .filter(each -> Tags.tokenTag(token).equals(each.idempotencyToken()))
                    .toList());
  }

  /** Looks where a change has got to; a look that fails takes nothing back. */
  private CompletableFuture<Outcome<Instance>> reached(
      Exchange<Instance> call, String region, Handle.Verb verb, String reference, String wanted) {
    Handle handle = new Handle(verb, reference, clock.instant(), wanted);
    return polls
        .ask(call, region, handle)
        .exceptionally(failure -> accepted(verb, reference, wanted));
  }

  private <T> Outcome<T> accepted(Handle.Verb verb, String reference, String wanted) {
    return new Outcome.Accepted<>(
        new Handle(verb, reference, clock.instant(), wanted).text(), reference, settings.poll());
  }

  private <T> CompletionStage<Outcome<T>> unsupported(
      CallContext context, CallScope scope, String reason) {
    return runner.read(
        scope,
        context,
        call ->
            CompletableFuture.completedFuture(
                new Outcome.Failed<>(Failures.own(Category.UNSUPPORTED, reason, call.scope()))));
  }

  private static void requireStopped(Exchange<?> call, String reference, String word) {
    MachineState state = InstanceView.state(word);
    if (state == MachineState.RUNNING) {
      throw new Refusal(
          Failures.own(
              Category.UNSUPPORTED,
              "EC2 changes the type of stopped instances only; stop " + reference + " first.",
              call.scope()));
    }
    if (state != MachineState.STOPPED) {
      throw wrongState(call, reference, word, "resized");
    }
  }

  private static void requireFree(
      Exchange<?> call, String reference, Map<String, String> tags, OwnerTag owner) {
    Optional<OwnerTag> other = OwnerTag.fromTags(tags);
    boolean ours =
        other.isEmpty()
            || other.get().controlPlane().equals(owner.controlPlane())
                && other.get().machine().equals(owner.machine());
    boolean partly = other.isEmpty() && tags.containsKey(OwnerTag.CONTROL_PLANE_KEY);
    if (!ours || partly) {
      throw new Refusal(
          Failures.own(
              Category.CONFLICT,
              "Instance "
                  + reference
                  + " carries the owner tag of another: control plane "
                  + tags.get(OwnerTag.CONTROL_PLANE_KEY)
                  + ", machine "
                  + tags.get(OwnerTag.MACHINE_KEY)
                  + ". Release it there first.",
              call.scope()));
    }
  }

  private static Refusal wrongState(Exchange<?> call, String reference, String word, String verb) {
    return new Refusal(
        new ProviderError(
            Category.CONFLICT,
            "Instance " + reference + " is " + word + " and so cannot be " + verb + ".",
            word,
            null,
            call.scope().words(),
            null));
  }

  private CallScope about(String action, String region, @Nullable String reference) {
    return new CallScope(action, runner.account(), region, null, null, reference);
  }

  private Ec2AsyncClient ec2(String region) {
    return clients.ec2(region);
  }
}
