package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.OwnerTag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * Puts volumes made from snapshots in the place of those of a stopped instance, one device after
 * the other: make the new volume, note on the old one what replaces it, detach that, attach the new
 * one, let it go with the instance, delete the old one. The old volume lives until the new one is
 * in its place. A repeat with the same token goes on where the former attempt broke off: EC2 gives
 * the same volume for the same client token, and each step looks whether it is done.
 */
final class VolumeRestore {
  /** On a volume that was taken off, the volume that took its place. */
  static final String REPLACED_KEY = "novacron-replaced-by";

  private final AwsClients clients;
  private final Ec2Reads reads;
  private final Pacer pacer;

  VolumeRestore(AwsClients clients, Ec2Reads reads, Pacer pacer) {
    this.clients = clients;
    this.reads = reads;
    this.pacer = pacer;
  }

  /** Restores all devices of a set. The instance is stopped and the set is complete. */
  CompletableFuture<Void> restore(
      Exchange<?> call, String region, Instance instance, SnapshotSet set) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (Map.Entry<String, VolumeForm> device : set.devices().entrySet()) {
      VolumeForm form = device.getValue();
      Snapshot snapshot = Objects.requireNonNull(set.parts().get(form.id()), "part");
      done =
          done.thenCompose(ok -> device(call, region, instance, device.getKey(), form, snapshot));
    }
    return done;
  }

  private CompletableFuture<Void> device(
      Exchange<?> call,
      String region,
      Instance instance,
      String device,
      VolumeForm form,
      Snapshot snapshot) {
    String machine = instance.instanceId();
    String old = attachedAt(instance, device);
    return make(call, region, instance, form, snapshot)
        .thenCompose(
            made ->
                made.equals(old)
                    ? CompletableFuture.completedFuture(made)
                    : await(call, region, made, VolumeRestore::usable)
                        .thenCompose(ready -> takeOff(call, region, machine, old, made))
                        .thenCompose(free -> putOn(call, region, machine, device, made))
                        .thenApply(ok -> made))
        .thenCompose(
            made ->
                goWithMachine(call, region, machine, device)
                    .thenCompose(ok -> dropReplaced(call, region, made)));
  }

  private CompletableFuture<String> make(
      Exchange<?> call, String region, Instance instance, VolumeForm form, Snapshot snapshot) {
    Map<String, String> tags = new LinkedHashMap<>();
    OwnerTag.fromTags(Tags.map(instance.tags())).ifPresent(owner -> tags.putAll(owner.toTags()));
    tags.put(Tags.NAME_KEY, Tags.map(instance.tags()).getOrDefault(Tags.NAME_KEY, "restored"));
    tags.put(Tags.TOKEN_KEY, Tags.tokenTag(call.context().idempotencyToken()));
    CreateVolumeRequest request =
        form.apply(CreateVolumeRequest.builder())
            .availabilityZone(instance.placement().availabilityZone())
            .snapshotId(snapshot.snapshotId())
            .clientToken(
                Tags.digest(call.context().idempotencyToken() + "\n" + snapshot.snapshotId()))
            .tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.VOLUME)
                    .tags(Tags.list(tags))
                    .build())
            .build();
    return call.change(() -> clients.ec2(region).createVolume(request))
        .thenApply(
            reply -> {
              if (reply.volumeId() == null) {
                throw new MalformedReplyException("it names no volume");
              }
              return reply.volumeId();
            });
  }

  private CompletableFuture<Void> takeOff(
      Exchange<?> call, String region, String machine, @Nullable String old, String made) {
    if (old == null) {
      return CompletableFuture.completedFuture(null);
    }
    Map<String, String> note = Map.of(REPLACED_KEY, made);
    return call.change(
            () -> clients.ec2(region).createTags(r -> r.resources(old).tags(Tags.list(note))))
        .thenCompose(
            noted ->
                call.change(
                    () ->
                        clients.ec2(region).detachVolume(r -> r.volumeId(old).instanceId(machine))))
        .thenCompose(begun -> await(call, region, old, VolumeRestore::free))
        .thenApply(free -> null);
  }

  private CompletableFuture<Void> putOn(
      Exchange<?> call, String region, String machine, String device, String made) {
    return unless(
            "VolumeInUse",
            () ->
                call.change(
                    () ->
                        clients
                            .ec2(region)
                            .attachVolume(
                                r -> r.volumeId(made).instanceId(machine).device(device))))
        .thenCompose(begun -> await(call, region, made, volume -> attachedTo(volume, machine)))
        .thenApply(attached -> null);
  }

  private CompletableFuture<Void> goWithMachine(
      Exchange<?> call, String region, String machine, String device) {
    return call.change(
            () ->
                clients
                    .ec2(region)
                    .modifyInstanceAttribute(
                        r ->
                            r.instanceId(machine)
                                .blockDeviceMappings(
                                    mapping ->
                                        mapping
                                            .deviceName(device)
                                            .ebs(ebs -> ebs.deleteOnTermination(true)))))
        .thenApply(reply -> null);
  }

  private CompletableFuture<Void> dropReplaced(Exchange<?> call, String region, String made) {
    return reads
        .volumes(call, region, Tags.filter(REPLACED_KEY, made))
        .thenCompose(
            found -> {
              CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
              for (Volume old : found) {
                if (free(old) && made.equals(Tags.map(old.tags()).get(REPLACED_KEY))) {
                  done =
                      done.thenCompose(
                          ok ->
                              unless(
                                  "InvalidVolume.NotFound",
                                  () ->
                                      call.change(
                                          () ->
                                              clients
                                                  .ec2(region)
                                                  .deleteVolume(r -> r.volumeId(old.volumeId())))));
                }
              }
              return done;
            });
  }

  private CompletableFuture<Volume> await(
      Exchange<?> call, String region, String id, Predicate<Volume> condition) {
    return reads
        .volumes(call, region, Filter.builder().name("volume-id").values(id).build())
        .thenCompose(
            found -> {
              for (Volume volume : found) {
                if (id.equals(volume.volumeId()) && condition.test(volume)) {
                  return CompletableFuture.completedFuture(volume);
                }
                if (id.equals(volume.volumeId()) && "error".equals(volume.stateAsString())) {
                  throw new Refusal(
                      Failures.own(
                          Category.DEPENDENCY,
                          "Volume "
                              + id
                              + " came to the state error. Look at it in the AWS console, then ask"
                              + " again.",
                          call.scope()));
                }
              }
              return pacer.pause(call).thenCompose(over -> await(call, region, id, condition));
            });
  }

  /** Takes a refusal with a code for a sign that the step is done. */
  private static CompletableFuture<Void> unless(String code, Supplier<CompletableFuture<?>> step) {
    return step.get()
        .handle(
            (reply, failure) -> {
              if (failure != null && !Failures.hasCode(failure, code)) {
                throw new CompletionException(Causes.unwrapped(failure));
              }
              return null;
            });
  }

  private static @Nullable String attachedAt(Instance instance, String device) {
    return instance.blockDeviceMappings().stream()
        .filter(each -> device.equals(each.deviceName()) && each.ebs() != null)
        .map(InstanceBlockDeviceMapping::ebs)
        .map(ebs -> ebs.volumeId())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean usable(Volume volume) {
    return free(volume) || "in-use".equals(volume.stateAsString());
  }

  private static boolean free(Volume volume) {
    return "available".equals(volume.stateAsString());
  }

  private static boolean attachedTo(Volume volume, String machine) {
    return volume.attachments().stream()
        .anyMatch(
            each -> machine.equals(each.instanceId()) && "attached".equals(each.stateAsString()));
  }
}
