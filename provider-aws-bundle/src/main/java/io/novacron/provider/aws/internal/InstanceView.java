package io.novacron.provider.aws.internal;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/** Shows EC2's instances in our words. */
final class InstanceView {
  private static final String NOT_TOLD = "(not told)";

  private final Clock clock;

  InstanceView(Clock clock) {
    this.clock = clock;
  }

  /** An instance as EC2 told it. */
  Instance of(software.amazon.awssdk.services.ec2.model.Instance told, String region) {
    String word = word(told);
    Map<String, String> tags = Tags.map(told.tags());
    return new Instance(
        told.instanceId() == null ? NOT_TOLD : told.instanceId(),
        region,
        told.placement() == null ? null : told.placement().availabilityZone(),
        told.instanceTypeAsString() == null ? NOT_TOLD : told.instanceTypeAsString(),
        state(word),
        word,
        addresses(told),
        token(told.clientToken(), tags.get(Tags.TOKEN_KEY)),
        tags,
        clock.instant());
  }

  /** An instance that EC2 no longer tells of. */
  Instance gone(String reference, String region) {
    return new Instance(
        reference,
        region,
        null,
        NOT_TOLD,
        MachineState.DELETED,
        "not shown any more",
        List.of(),
        null,
        Map.of(),
        clock.instant());
  }

  /** EC2's own word for the state of an instance. */
  static String word(software.amazon.awssdk.services.ec2.model.Instance told) {
    String word = told.state() == null ? null : told.state().nameAsString();
    return word == null || word.isBlank() ? NOT_TOLD : word;
  }

  /** What a word of EC2's means. */
  static MachineState state(String word) {
    return switch (word) {
      case "pending" -> MachineState.PROVISIONING;
      case "running" -> MachineState.RUNNING;
      case "stopping" -> MachineState.STOPPING;
      case "stopped" -> MachineState.STOPPED;
      case "shutting-down" -> MachineState.DELETING;
      case "terminated" -> MachineState.DELETED;
      default -> MachineState.UNKNOWN;
    };
  }

  /** The tag keeps a token whose form EC2 does not take; where the two differ, EC2's is right. */
  private static @Nullable String token(@Nullable String cloudToken, @Nullable String tag) {
    boolean none = cloudToken == null || cloudToken.isBlank();
    if (tag != null && (none || Tags.clientToken(tag).equals(cloudToken))) {
      return tag;
    }
    return none ? null : cloudToken;
  }

  private static List<String> addresses(software.amazon.awssdk.services.ec2.model.Instance told) {
    Set<String> addresses = new LinkedHashSet<>();
    add(addresses, told.privateIpAddress());
    for (InstanceNetworkInterface each : told.networkInterfaces()) {
      add(addresses, each.privateIpAddress());
    }
    add(addresses, told.publicIpAddress());
    add(addresses, told.ipv6Address());
    return new ArrayList<>(addresses);
  }

  private static void add(Set<String> addresses, @Nullable String address) {
    if (address != null && !address.isBlank()) {
      addresses.add(address);
    }
  }
}
