package io.novacron.shell.internal;

import io.novacron.api.machine.ActionRequest;
import org.apache.karaf.shell.api.action.Option;

/** A command that can be forced. */
abstract class ForcibleCommand extends MachineActionCommand {
  @Option(
      name = "--force",
      description =
          "Do not wait for the guest, and take over from the operation that is moving the machine,"
              + " which ends as cancelled")
  boolean force;

  @Override
  final ActionRequest request(Values values) {
    return force ? ActionRequest.forced(action()) : ActionRequest.of(action());
  }
}
