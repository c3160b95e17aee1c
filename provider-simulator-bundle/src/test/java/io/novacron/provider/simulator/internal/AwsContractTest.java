package io.novacron.provider.simulator.internal;

class AwsContractTest extends SimulatorContract {
  AwsContractTest() {
    super("aws");
  }
}
