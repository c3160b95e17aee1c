package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the contract on one simulated cloud. */
abstract class SimulatorContract extends ProviderContract {
  private final Faults faults = new Faults(Clock.systemUTC());
  private final ProviderFactory factory = new SimulatorFactory("0.0.0", faults);
  private final String cloud;

  SimulatorContract(String cloud) {
    this.cloud = cloud;
  }

  @Override
  protected String backEnd() {
    return "simulator as " + cloud;
  }

  @Override
  public ProviderFactory factory() {
    return factory;
  }

  @Override
  public Class<? extends Supplier<ProviderFactory>> factorySupplier() {
    return SimulatorFactorySupplier.class;
  }

  @Override
  public Troubles troubles() {
    return new SimulatorTroubles(faults);
  }

  @Override
  protected AccountConfiguration account() {
    return new AccountConfiguration(
        "simulated-" + cloud,
        "default",
        "simulator",
        Map.of(
            "cloud", cloud,
            "latencyMillis", "4",
            "visibilityDelayMillis", "150",
            "provisioningMillis", "40"));
  }
}
