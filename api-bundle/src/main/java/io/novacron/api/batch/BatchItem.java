package io.novacron.api.batch;

import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineSpec;
import java.util.Objects;

/** One change that a batch asks for. */
public sealed interface BatchItem {
  /**
   * Creates a machine.
   *
   * @param spec what is asked for
   */
  record Create(MachineSpec spec) implements BatchItem {
    public Create {
      Objects.requireNonNull(spec, "spec");
    }
  }

  /**
   * Does something to a machine that exists.
   *
   * @param machine id of the machine
   * @param request what to do
   */
  record Act(String machine, ActionRequest request) implements BatchItem {
    public Act {
      Objects.requireNonNull(machine, "machine");
      Objects.requireNonNull(request, "request");
    }
  }
}
