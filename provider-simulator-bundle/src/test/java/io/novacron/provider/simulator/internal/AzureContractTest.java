package io.novacron.provider.simulator.internal;

class AzureContractTest extends SimulatorContract {
  AzureContractTest() {
    super("azure");
  }
}
