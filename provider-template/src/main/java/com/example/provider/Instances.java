package com.example.provider;

import com.example.provider.cloud.CloudMachine;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import java.time.Clock;
import java.util.List;

/** Puts machines of the cloud into the control plane's words. */
final class Instances {
  private final String region;
  private final Clock clock;

  Instances(String region, Clock clock) {
    this.region = region;
    this.clock = clock;
  }

  Instance of(CloudMachine machine) {
    return new Instance(
        machine.id(),
        region,
        null,
        machine.type(),
        state(machine.state()),
        machine.state(),
        List.of(machine.address()),
        machine.token(),
        machine.labels(),
        clock.instant());
  }

  private static MachineState state(String word) {
    return switch (word) {
      case "starting" -> MachineState.PROVISIONING;
      case "running" -> MachineState.RUNNING;
      case "stopped" -> MachineState.STOPPED;
      case "deleted" -> MachineState.DELETED;
      // A word that the cloud adds one day must not be guessed at.
      default -> MachineState.UNKNOWN;
    };
  }
}
