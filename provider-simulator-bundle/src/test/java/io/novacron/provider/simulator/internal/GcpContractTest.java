package io.novacron.provider.simulator.internal;

class GcpContractTest extends SimulatorContract {
  GcpContractTest() {
    super("gcp");
  }
}
