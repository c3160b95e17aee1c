package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.Snapshots;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * Snapshots of all volumes of an instance at one moment, shown as one. EC2 takes no token for them,
 * so a create looks first for what its token has made. Two creates with one token at the very same
 * time can make two; they are then shown, and deleted, as one.
 */
final class Ec2Snapshots implements Snapshots {
  private static final int PAGE = 200;

  /** Beside the tags for devices; EC2 takes 50. */
  private static final int MOST_DEVICES = 40;

  private final CallRunner runner;
  private final AwsClients clients;
  private final Ec2Reads reads;
  private final VolumeRestore restores;
  private final int pageSize;
  private final Clock clock;

  Ec2Snapshots(
      CallRunner runner,
      AwsClients clients,
      Ec2Reads reads,
      VolumeRestore restores,
      int pageSize,
      Clock clock) {
    this.runner = runner;
    this.clients = clients;
    this.reads = reads;
    this.restores = restores;
    this.pageSize = pageSize;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<CloudSnapshot>> create(
      CallContext context, SnapshotRequest request) {
    String token = context.idempotencyToken();
    String reference = SnapshotSet.referenceOf(token);
    String region = request.region();
    return runner.change(
        about("take a snapshot", region, request.machine()),
        context,
        call ->
            parts(call, region, Tags.filter(SnapshotSet.SET_KEY, reference))
                .thenCompose(
                    found ->
                        found.isEmpty()
                            ? reads
                                .existing(call, region, request.machine())
                                .thenCompose(machine -> attached(call, request))
                                .thenCompose(
                                    volumes -> take(call, request, reference, token, volumes))
                            : CompletableFuture.completedFuture(
                                again(call, request, SnapshotSet.of(found).get(0)))));
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudSnapshot>>> describe(
      CallContext context, String region, String reference) {
    return runner.read(
        about("describe a snapshot", region, reference),
        context,
        call ->
            set(call, region, reference)
                .thenApply(
                    found ->
                        new Outcome.Done<>(found.map(each -> each.show(region, clock.instant())))));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByToken(
      CallContext context, String region, String token) {
    return runner.read(
        about("find snapshots by token", region, null),
        context,
        call ->
            parts(call, region, Tags.filter(Tags.TOKEN_KEY, Tags.tokenTag(token)))
                .thenApply(
                    found -> show(region, having(found, Tags.TOKEN_KEY, Tags.tokenTag(token)))));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return runner.read(
        about("find snapshots by owner", region, null),
        context,
        call ->
            parts(call, region, Tags.filters(owner).toArray(Filter[]::new))
                .thenApply(
                    found ->
                        show(
                            region,
                            found.stream()
                                .filter(
                                    each ->
                                        OwnerTag.fromTags(Tags.map(each.tags()))
                                            .filter(owner::equals)
                                            .isPresent())
                                .toList())));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> list(
      CallContext context, String region, String machine) {
    return runner.read(
        about("list snapshots", region, machine),
        context,
        call ->
            parts(call, region, Tags.filter(SnapshotSet.INSTANCE_KEY, machine))
                .thenCombine(
                    reads
                        .one(call, region, machine)
                        .thenCompose(found -> ofVolumes(call, region, found)),
                    (ours, ofVolumes) -> {
                      Map<String, Snapshot> all = new LinkedHashMap<>();
                      having(ours, SnapshotSet.INSTANCE_KEY, machine)
                          .forEach(each -> all.put(each.snapshotId(), each));
                      ofVolumes.forEach(each -> all.put(each.snapshotId(), each));
                      return show(region, List.copyOf(all.values()));
                    }));
  }

  @Override
  public CompletionStage<Outcome<SnapshotPage>> listRegion(
      CallContext context, String region, @Nullable String pageToken) {
    return runner.read(
        about("list the snapshots", region, null),
        context,
        call ->
            page(call, region, List.of(), pageSize, pageToken)
                .thenApply(
                    reply ->
                        new Outcome.Done<>(
                            new SnapshotPage(
                                SnapshotSet.of(reply.snapshots()).stream()
                                    .map(set -> set.showPart(region, clock.instant()))
                                    .toList(),
                                Replies.next(reply.nextToken()),
                                new Completeness.Full()))));
  }

  @Override
  public CompletionStage<Outcome<io.novacron.api.provider.Instance>> restore(
      CallContext context, String region, String machine, String reference) {
    return runner.change(
        about("restore a machine", region, machine),
        context,
        call ->
            reads
                .existing(call, region, machine)
                .thenCompose(
                    instance ->
                        set(call, region, reference)
                            .thenCompose(
                                found -> {
                                  SnapshotSet set =
                                      found.orElseThrow(() -> missing(call, reference));
                                  requireFitting(call, instance, set);
                                  return restores.restore(call, region, instance, set);
                                }))
                .thenCompose(done -> reads.existing(call, region, machine))
                .thenApply(told -> new Outcome.Done<>(reads.view().of(told, region))));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    return runner.change(
        about("delete a snapshot", region, reference),
        context,
        call ->
            set(call, region, reference)
                .thenCompose(
                    found -> {
                      CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
                      for (Snapshot part : found.map(SnapshotSet::all).orElse(List.of())) {
                        done = done.thenCompose(ok -> delete(call, region, part.snapshotId()));
                      }
                      return done;
                    })
                .thenApply(done -> new Outcome.Done<>(null)));
  }

  private CompletableFuture<Void> delete(Exchange<?> call, String region, String id) {
    return call.change(() -> clients.ec2(region).deleteSnapshot(r -> r.snapshotId(id)))
        .handle(
            (reply, failure) -> {
              if (failure != null && !Failures.hasCode(failure, "InvalidSnapshot.NotFound")) {
                throw new CompletionException(Causes.unwrapped(failure));
              }
              return null;
            });
  }

  private CompletableFuture<Map<String, VolumeForm>> attached(
      Exchange<?> call, SnapshotRequest request) {
    Filter filter =
        Filter.builder().name("attachment.instance-id").values(request.machine()).build();
    return reads
        .volumes(call, request.region(), filter)
        .thenApply(
            found -> {
              Map<String, VolumeForm> volumes = new TreeMap<>();
              for (Volume volume : found) {
                volume.attachments().stream()
                    .filter(each -> request.machine().equals(each.instanceId()))
                    .forEach(each -> volumes.put(each.device(), VolumeForm.of(volume)));
              }
              return volumes;
            });
  }

  private CompletableFuture<Outcome<CloudSnapshot>> take(
      Exchange<CloudSnapshot> call,
      SnapshotRequest request,
      String reference,
      String token,
      Map<String, VolumeForm> volumes) {
    Map<String, String> tags = new LinkedHashMap<>(request.owner().toTags());
    tags.put(Tags.NAME_KEY, request.name());
    tags.put(Tags.TOKEN_KEY, Tags.tokenTag(token));
    tags.put(Tags.REQUEST_KEY, digest(request));
    tags.put(SnapshotSet.SET_KEY, reference);
    tags.put(SnapshotSet.INSTANCE_KEY, request.machine());
    volumes.forEach((device, form) -> tags.put(SnapshotSet.DEVICE_KEY + device, form.text()));
    int devices = volumes.size();
    if (devices == 0 || devices > MOST_DEVICES) {
      throw new Refusal(
          Failures.own(
              Category.UNSUPPORTED,
              "Snapshots are taken of instances with 1 to "
                  + MOST_DEVICES
                  + " EBS volumes, but "
                  + request.machine()
                  + " has "
                  + devices
                  + ".",
              call.scope()));
    }
    CreateSnapshotsRequest taken =
        CreateSnapshotsRequest.builder()
            .description("NovaCron: " + request.name())
            .instanceSpecification(spec -> spec.instanceId(request.machine()))
            .tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.SNAPSHOT)
                    .tags(Tags.list(tags))
                    .build())
            .build();
    return call.change(() -> clients.ec2(request.region()).createSnapshots(taken))
        .thenApply(
            reply -> {
              List<Snapshot> parts = reply.snapshots().stream().map(Ec2Snapshots::part).toList();
              return parts.isEmpty()
                  ? new Outcome.Unknown<>("AWS answered the snapshot without naming one.")
                  : new Outcome.Done<>(
                      SnapshotSet.of(parts).get(0).show(request.region(), clock.instant()));
            });
  }

  private Outcome<CloudSnapshot> again(
      Exchange<?> call, SnapshotRequest request, SnapshotSet found) {
    if (digest(request).equals(found.tags().get(Tags.REQUEST_KEY))) {
      return new Outcome.Done<>(found.show(request.region(), clock.instant()));
    }
    return new Outcome.Failed<>(
        new ProviderError(
            Category.CONFLICT,
            "The token was used for another snapshot, " + found.reference() + ". Ask with another.",
            "IdempotentParameterMismatch",
            null,
            call.scope().words(),
            null));
  }

  private CompletableFuture<Optional<SnapshotSet>> set(
      Exchange<?> call, String region, String reference) {
    CompletableFuture<List<Snapshot>> parts =
        reference.startsWith(SnapshotSet.PREFIX)
            ? parts(call, region, Tags.filter(SnapshotSet.SET_KEY, reference))
                .thenApply(found -> having(found, SnapshotSet.SET_KEY, reference))
            : parts(call, region, Filter.builder().name("snapshot-id").values(reference).build())
                .thenApply(
                    found -> found.stream().filter(e -> reference.equals(e.snapshotId())).toList());
    return parts.thenApply(found -> SnapshotSet.of(found).stream().findFirst());
  }

  private CompletableFuture<List<Snapshot>> ofVolumes(
      Exchange<?> call, String region, Optional<Instance> machine) {
    Set<String> volumes = new LinkedHashSet<>();
    machine.ifPresent(
        found ->
            found.blockDeviceMappings().stream()
                .filter(each -> each.ebs() != null && each.ebs().volumeId() != null)
                .forEach(each -> volumes.add(each.ebs().volumeId())));
    if (volumes.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return parts(call, region, Filter.builder().name("volume-id").values(volumes).build())
        .thenApply(
            found ->
                found.stream()
                    .filter(each -> volumes.contains(each.volumeId()))
                    .filter(each -> !Tags.map(each.tags()).containsKey(SnapshotSet.SET_KEY))
                    .toList());
  }

  private CompletableFuture<List<Snapshot>> parts(
      Exchange<?> call, String region, Filter... filters) {
    return more(call, region, List.of(filters), null, new ArrayList<>());
  }

  private CompletableFuture<List<Snapshot>> more(
      Exchange<?> call,
      String region,
      List<Filter> filters,
      @Nullable String token,
      List<Snapshot> found) {
    return page(call, region, filters, PAGE, token)
        .thenCompose(
            reply -> {
              found.addAll(reply.snapshots());
              String next = Replies.next(reply.nextToken());
              return next == null
                  ? CompletableFuture.completedFuture(List.copyOf(found))
                  : more(call, region, filters, next, found);
            });
  }

  private CompletableFuture<DescribeSnapshotsResponse> page(
      Exchange<?> call, String region, List<Filter> filters, int size, @Nullable String token) {
    DescribeSnapshotsRequest request =
        DescribeSnapshotsRequest.builder()
            .ownerIds("self")
            .filters(filters)
            .maxResults(size)
            .nextToken(token)
            .build();
    return call.read(() -> clients.ec2(region).describeSnapshots(request))
        .thenApply(Replies::check);
  }

  private Outcome<List<CloudSnapshot>> show(String region, List<Snapshot> found) {
    return new Outcome.Done<>(
        SnapshotSet.of(found).stream().map(set -> set.show(region, clock.instant())).toList());
  }

  private static List<Snapshot> having(List<Snapshot> found, String key, String value) {
    return found.stream().filter(each -> value.equals(Tags.map(each.tags()).get(key))).toList();
  }

  private static Snapshot part(SnapshotInfo told) {
    return Snapshot.builder()
        .snapshotId(told.snapshotId())
        .volumeId(told.volumeId())
        .state(told.stateAsString())
        .startTime(told.startTime())
        .volumeSize(told.volumeSize())
        .tags(told.tags())
        .build();
  }

  private static void requireFitting(Exchange<?> call, Instance instance, SnapshotSet set) {
    String word = InstanceView.word(instance);
    String why = null;
    if (InstanceView.state(word) != MachineState.STOPPED) {
      why = "Instance " + instance.instanceId() + " is " + word + "; stop it first.";
    } else if (!set.machine().equals(instance.instanceId()) || set.devices().isEmpty()) {
      why = "Snapshot " + set.reference() + " is of " + set.machine() + ", not of this machine.";
    } else if (set.state() != SnapshotState.AVAILABLE) {
      why = "Snapshot " + set.reference() + " is not available; wait until it is, or take another.";
    }
    if (why != null) {
      throw new Refusal(Failures.own(Category.CONFLICT, why, call.scope()));
    }
  }

  private static Refusal missing(Exchange<?> call, String reference) {
    return new Refusal(
        Failures.own(Category.NOT_FOUND, "There is no snapshot " + reference + ".", call.scope()));
  }

  private static String digest(SnapshotRequest request) {
    return Tags.digest(
        String.join(
            "\n", request.region(), request.machine(), request.name(), request.owner().toString()));
  }

  private CallScope about(String action, String region, @Nullable String resource) {
    return new CallScope(action, runner.account(), region, null, null, resource);
  }
}
