package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Capability;
import java.util.List;
import java.util.Map;

/** The words of Azure Resource Manager. */
public record AzureStyle() implements CloudStyle {
  private static final int SUFFIX_DIGITS = 8;
  private static final Map<String, String> AMD64 =
      Map.of(
          "debian-12", "Debian:debian-12:12-gen2:latest",
          "rocky-9", "resf:rockylinux-x86_64:9-base:latest",
          "ubuntu-22.04", "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest",
          "ubuntu-24.04", "Canonical:ubuntu-24_04-lts:server:latest");
  private static final Map<String, String> ARM64 =
      Map.of(
          "debian-12", "Debian:debian-12:12-arm64:latest",
          "rocky-9", "resf:rockylinux-aarch64:9-base:latest",
          "ubuntu-22.04", "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-arm64:latest",
          "ubuntu-24.04", "Canonical:ubuntu-24_04-lts:server-arm64:latest");

  @Override
  public String cloud() {
    return "azure";
  }

  @Override
  public List<String> zones(String region) {
    return List.of("1", "2", "3");
  }

  @Override
  public String reference(String account, String zone, String name, Draw draw) {
    return group(account)
        + "/providers/Microsoft.Compute/virtualMachines/"
        + name
        + "-"
        + draw.hex(SUFFIX_DIGITS);
  }

  @Override
  public String network(String account, String region) {
    return group(account)
        + "/providers/Microsoft.Network/virtualNetworks/novacron-"
        + region
        + "/subnets/default";
  }

  @Override
  public Map<String, String> images(String region, String architecture) {
    return architecture.equals("arm64") ? ARM64 : AMD64;
  }

  @Override
  public String word(Phase phase) {
    return switch (phase) {
      case PENDING -> "ProvisioningState/creating";
      case STARTING, RESUMING -> "PowerState/starting";
      // A restart does not show.
      case RUNNING, RESTARTING -> "PowerState/running";
      case RESIZING -> "ProvisioningState/updating";
      case STOPPING, PAUSING -> "PowerState/deallocating";
      case PAUSED -> "HibernationState/Hibernated";
      case STOPPED -> "PowerState/deallocated";
      case DELETING -> "ProvisioningState/deleting";
      case DELETED -> "ProvisioningState/deleted";
    };
  }

  @Override
  public MachineState state(String word) {
    return switch (word) {
      case "ProvisioningState/creating" -> MachineState.PROVISIONING;
      case "PowerState/starting" -> MachineState.STARTING;
      case "PowerState/running" -> MachineState.RUNNING;
      case "ProvisioningState/updating" -> MachineState.RESIZING;
      case "HibernationState/Hibernated" -> MachineState.PAUSED;
      case "PowerState/deallocating", "PowerState/stopping" -> MachineState.STOPPING;
      case "PowerState/deallocated", "PowerState/stopped" -> MachineState.STOPPED;
      case "ProvisioningState/deleting" -> MachineState.DELETING;
      case "ProvisioningState/deleted" -> MachineState.DELETED;
      case "ProvisioningState/failed" -> MachineState.FAILED;
      default -> MachineState.UNKNOWN;
    };
  }

  @Override
  public String code(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_REGION -> "LocationNotAvailableForResourceType";
      case UNKNOWN_TYPE, INVALID_DISK, NOT_SOLD_AS_SPOT, INVALID_PAGE_TOKEN -> "InvalidParameter";
      case TYPE_NOT_SOLD_HERE, CAPACITY -> "SkuNotAvailable";
      case UNKNOWN_ZONE -> "InvalidAvailabilityZone";
      case UNKNOWN_IMAGE -> "PlatformImageNotFound";
      case UNKNOWN_NETWORK, NOT_FOUND -> "ResourceNotFound";
      case SPOT_PRICE_TOO_HIGH -> "AllocationFailed";
      case QUOTA -> "QuotaExceeded";
      case THROTTLED -> "TooManyRequests";
      case DENIED -> "AuthorizationFailed";
      case UNAVAILABLE -> "ServiceUnavailable";
      case TOKEN_CONFLICT -> "PropertyChangeNotAllowed";
      case WRONG_STATE, INCOMPATIBLE_TYPE, UNSUPPORTED -> "OperationNotAllowed";
    };
  }

  /** Azure has one code for a size that a region lacks always and one that it lacks today. */
  @Override
  public Category category(Refusal refusal) {
    return refusal == Refusal.TYPE_NOT_SOLD_HERE ? Category.CAPACITY : refusal.category();
  }

  @Override
  public Map<Capability, String> absences() {
    return Map.of();
  }

  @Override
  public boolean showsDeleted() {
    return false;
  }

  private static String group(String account) {
    return "/subscriptions/"
        + Draw.of(0, "subscription", account).uuid()
        + "/resourceGroups/novacron";
  }
}
