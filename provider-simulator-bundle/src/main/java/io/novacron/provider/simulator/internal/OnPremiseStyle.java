package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.MachineState;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.api.provider.Capability;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a pool of our own hosts: no vendor's, so they are plain ones. Its zones are the
 * racks.
 *
 * @param pool the pool
 */
record OnPremiseStyle(PoolDefinition pool) implements CloudStyle {
  /** The name of the cloud in the catalog. */
  static final String CLOUD = "onpremise";

  private static final int ID_DIGITS = 16;

  @Override
  public String cloud() {
    return CLOUD;
  }

  @Override
  public List<String> zones(String region) {
    return pool.domains();
  }

  @Override
  public String reference(String account, String zone, String name, Draw draw) {
    return "vm-" + draw.hex(ID_DIGITS);
  }

  @Override
  public String network(String account, String region) {
    return "network-default";
  }

  @Override
  public Map<String, String> images(String region, String architecture) {
    return Stream.of("debian-12", "rocky-9", "ubuntu-22.04", "ubuntu-24.04")
        .collect(
            Collectors.toUnmodifiableMap(
                name -> name, name -> "image-" + name + "-" + architecture));
  }

  @Override
  public String word(Phase phase) {
    return phase.wireName();
  }

  @Override
  public MachineState state(String word) {
    return switch (word) {
      case "pending" -> MachineState.PROVISIONING;
      case "running" -> MachineState.RUNNING;
      case "stopping" -> MachineState.STOPPING;
      case "stopped" -> MachineState.STOPPED;
      case "starting" -> MachineState.STARTING;
      case "restarting" -> MachineState.RESTARTING;
      case "pausing" -> MachineState.PAUSING;
      case "paused" -> MachineState.PAUSED;
      case "resuming" -> MachineState.RESUMING;
      case "resizing" -> MachineState.RESIZING;
      case "deleting" -> MachineState.DELETING;
      case "deleted" -> MachineState.DELETED;
      default -> MachineState.UNKNOWN;
    };
  }

  @Override
  public String code(Refusal refusal) {
    return refusal == Refusal.CAPACITY
        ? "no-host-with-room"
        : refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Map<Capability, String> absences() {
    return Map.of();
  }

  @Override
  public boolean showsDeleted() {
    return false;
  }
}
