package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Capability;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words of Compute Engine. */
public record GcpStyle() implements CloudStyle {
  private static final int SUFFIX_DIGITS = 8;
  private static final int LONGEST_NAME = 63;
  private static final Map<String, String> AMD64 =
      Map.of(
          "debian-12", "projects/debian-cloud/global/images/family/debian-12",
          "rocky-9", "projects/rocky-linux-cloud/global/images/family/rocky-linux-9",
          "ubuntu-22.04", "projects/ubuntu-os-cloud/global/images/family/ubuntu-2204-lts",
          "ubuntu-24.04", "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-amd64");
  private static final Map<String, String> ARM64 =
      Map.of(
          "debian-12", "projects/debian-cloud/global/images/family/debian-12-arm64",
          "rocky-9", "projects/rocky-linux-cloud/global/images/family/rocky-linux-9-arm64",
          "ubuntu-22.04", "projects/ubuntu-os-cloud/global/images/family/ubuntu-2204-lts-arm64",
          "ubuntu-24.04", "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-arm64");

  @Override
  public String cloud() {
    return "gcp";
  }

  @Override
  public List<String> zones(String region) {
    return List.of(region + "-a", region + "-b", region + "-c");
  }

  @Override
  public String reference(String account, String zone, String name, Draw draw) {
    String suffix = "-" + draw.hex(SUFFIX_DIGITS);
    String legal = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    String start = legal.substring(0, Math.min(legal.length(), LONGEST_NAME - suffix.length()));
    return "projects/" + account + "/zones/" + zone + "/instances/" + start + suffix;
  }

  @Override
  public String network(String account, String region) {
    return "projects/" + account + "/global/networks/default";
  }

  @Override
  public Map<String, String> images(String region, String architecture) {
    return architecture.equals("arm64") ? ARM64 : AMD64;
  }

  @Override
  public String word(Phase phase) {
    return switch (phase) {
      case PENDING -> "PROVISIONING";
      case STARTING, RESUMING -> "STAGING";
      // A reset does not show.
      case RUNNING, RESTARTING, RESIZING -> "RUNNING";
      case PAUSING -> "SUSPENDING";
      case PAUSED -> "SUSPENDED";
      case STOPPING, DELETING -> "STOPPING";
      case STOPPED -> "TERMINATED";
      case DELETED -> "DELETED";
    };
  }

  @Override
  public MachineState state(String word) {
    return switch (word) {
      case "PROVISIONING", "STAGING" -> MachineState.PROVISIONING;
      case "RUNNING" -> MachineState.RUNNING;
      case "SUSPENDING" -> MachineState.PAUSING;
      case "SUSPENDED" -> MachineState.PAUSED;
      case "STOPPING" -> MachineState.STOPPING;
      case "TERMINATED" -> MachineState.STOPPED;
      case "DELETED" -> MachineState.DELETED;
      default -> MachineState.UNKNOWN;
    };
  }

  @Override
  public String code(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_REGION, UNKNOWN_IMAGE, UNKNOWN_NETWORK, NOT_FOUND -> "notFound";
      case UNKNOWN_TYPE,
          TYPE_NOT_SOLD_HERE,
          INCOMPATIBLE_TYPE,
          UNKNOWN_ZONE,
          INVALID_DISK,
          NOT_SOLD_AS_SPOT,
          INVALID_PAGE_TOKEN ->
          "invalid";
      case SPOT_PRICE_TOO_HIGH, CAPACITY -> "ZONE_RESOURCE_POOL_EXHAUSTED";
      case QUOTA -> "QUOTA_EXCEEDED";
      case THROTTLED -> "rateLimitExceeded";
      case DENIED -> "forbidden";
      case UNAVAILABLE -> "backendError";
      case TOKEN_CONFLICT -> "alreadyExists";
      case WRONG_STATE -> "resourceNotReady";
      case UNSUPPORTED -> "unsupportedOperation";
    };
  }

  @Override
  public Map<Capability, String> absences() {
    return Map.of(
        Capability.RESIZE_RUNNING,
        "Compute Engine changes the type of stopped instances only; stop it first.");
  }

  @Override
  public boolean showsDeleted() {
    return false;
  }
}
