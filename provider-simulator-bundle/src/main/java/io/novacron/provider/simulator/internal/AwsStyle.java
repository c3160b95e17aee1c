package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Capability;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The words of Amazon EC2. */
public record AwsStyle() implements CloudStyle {
  private static final int ID_DIGITS = 17;
  private static final List<String> IMAGES =
      List.of("amazon-linux-2023", "debian-12", "rocky-9", "ubuntu-22.04", "ubuntu-24.04");

  @Override
  public String cloud() {
    return "aws";
  }

  @Override
  public List<String> zones(String region) {
    return List.of(region + "a", region + "b", region + "c");
  }

  @Override
  public String reference(String account, String zone, String name, Draw draw) {
    return "i-0" + draw.hex(ID_DIGITS - 1);
  }

  @Override
  public String network(String account, String region) {
    return "subnet-0" + Draw.of(0, "network", account, region).hex(ID_DIGITS - 1);
  }

  @Override
  public Map<String, String> images(String region, String architecture) {
    Map<String, String> images = new TreeMap<>();
    for (String name : IMAGES) {
      images.put(
          name, "ami-0" + Draw.of(0, "image", region, architecture, name).hex(ID_DIGITS - 1));
    }
    return images;
  }

  @Override
  public String word(Phase phase) {
    return switch (phase) {
      case PENDING, STARTING, RESUMING -> "pending";
      // A reboot does not show.
      case RUNNING, RESTARTING, RESIZING -> "running";
      case STOPPING, PAUSING -> "stopping";
      case STOPPED, PAUSED -> "stopped";
      case DELETING -> "shutting-down";
      case DELETED -> "terminated";
    };
  }

  @Override
  public MachineState state(String word) {
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

  @Override
  public String code(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_REGION, UNKNOWN_TYPE, UNKNOWN_ZONE, INVALID_DISK -> "InvalidParameterValue";
      case TYPE_NOT_SOLD_HERE, NOT_SOLD_AS_SPOT -> "Unsupported";
      case INCOMPATIBLE_TYPE -> "InvalidParameterCombination";
      case UNSUPPORTED -> "UnsupportedOperation";
      case UNKNOWN_IMAGE -> "InvalidAMIID.NotFound";
      case UNKNOWN_NETWORK -> "InvalidSubnetID.NotFound";
      case INVALID_PAGE_TOKEN -> "InvalidNextToken";
      case SPOT_PRICE_TOO_HIGH -> "SpotMaxPriceTooLow";
      case CAPACITY -> "InsufficientInstanceCapacity";
      case QUOTA -> "VcpuLimitExceeded";
      case THROTTLED -> "RequestLimitExceeded";
      case DENIED -> "AuthFailure";
      case UNAVAILABLE -> "Unavailable";
      case TOKEN_CONFLICT -> "IdempotentParameterMismatch";
      case WRONG_STATE -> "IncorrectInstanceState";
      case NOT_FOUND -> "InvalidInstanceID.NotFound";
    };
  }

  @Override
  public Map<Capability, String> absences() {
    return Map.of(
        Capability.PAUSE,
        "EC2 hibernates only instances that were launched for it, and then shows them as stopped.",
        Capability.RESIZE_RUNNING,
        "EC2 changes the type of stopped instances only; stop it first.");
  }

  @Override
  public boolean showsDeleted() {
    return true;
  }
}
