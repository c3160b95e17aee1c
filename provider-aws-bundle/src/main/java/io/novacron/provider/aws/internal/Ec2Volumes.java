package io.novacron.provider.aws.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.VolumePage;
import io.novacron.api.provider.VolumeState;
import io.novacron.api.provider.Volumes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** EBS volumes. */
final class Ec2Volumes implements Volumes {
  private final CallRunner runner;
  private final AwsClients clients;
  private final Ec2Reads reads;
  private final int pageSize;
  private final Clock clock;

  Ec2Volumes(CallRunner runner, AwsClients clients, Ec2Reads reads, int pageSize, Clock clock) {
    this.runner = runner;
    this.clients = clients;
    this.reads = reads;
    this.pageSize = pageSize;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<VolumePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return runner.read(
        about("list the volumes", region, null),
        context,
        call ->
            reads
                .volumePage(call, region, pageSize, pageToken)
                .thenApply(
                    reply ->
                        new Outcome.Done<>(
                            new VolumePage(
                                reply.volumes().stream().map(told -> show(told, region)).toList(),
                                Replies.next(reply.nextToken()),
                                new Completeness.Full()))));
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudVolume>>> describe(
      CallContext context, String region, String reference) {
    return runner.read(
        about("describe a volume", region, reference),
        context,
        call ->
            reads
                .volumes(call, region, Filter.builder().name("volume-id").values(reference).build())
                .thenApply(
                    found ->
                        new Outcome.Done<>(
                            found.stream()
                                .filter(told -> reference.equals(told.volumeId()))
                                .map(told -> show(told, region))
                                .findFirst())));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    return runner.change(
        about("delete a volume", region, reference),
        context,
        call ->
            call.change(() -> clients.ec2(region).deleteVolume(r -> r.volumeId(reference)))
                .handle(
                    (reply, failure) -> {
                      if (failure != null
                          && !Failures.hasCode(
                              failure, "InvalidVolume.NotFound", "InvalidVolumeID.Malformed")) {
                        throw new CompletionException(Causes.unwrapped(failure));
                      }
                      return new Outcome.Done<>(null);
                    }));
  }

  private CloudVolume show(Volume told, String region) {
    Instant now = clock.instant();
    String word = told.stateAsString() == null ? "(not told)" : told.stateAsString();
    List<String> machines =
        told.attachments().stream()
            // A volume on its way on to or off a machine is that one's, too.
            .filter(each -> !"detached".equals(each.stateAsString()))
            .map(VolumeAttachment::instanceId)
            .filter(Objects::nonNull)
            .toList();
    if (told.volumeId() == null) {
      throw new MalformedReplyException("a volume has no id");
    }
    return new CloudVolume(
        told.volumeId(),
        region,
        told.availabilityZone(),
        told.size(),
        told.volumeTypeAsString(),
        state(word),
        word,
        machines,
        Tags.map(told.tags()),
        told.createTime() == null ? now : told.createTime(),
        now);
  }

  private static VolumeState state(String word) {
    return switch (word) {
      case "creating" -> VolumeState.CREATING;
      case "available" -> VolumeState.AVAILABLE;
      case "in-use" -> VolumeState.IN_USE;
      case "deleting" -> VolumeState.DELETING;
      case "deleted" -> VolumeState.DELETED;
      case "error" -> VolumeState.FAILED;
      default -> VolumeState.UNKNOWN;
    };
  }

  private CallScope about(String action, String region, @Nullable String resource) {
    return new CallScope(action, runner.account(), region, null, null, resource);
  }
}
