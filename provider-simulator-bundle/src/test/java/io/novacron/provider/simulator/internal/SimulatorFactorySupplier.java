package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.ProviderFactory;
import java.time.Clock;
import java.util.function.Supplier;

/** Makes factories of classes that are loaded apart. */
public final class SimulatorFactorySupplier implements Supplier<ProviderFactory> {
  @Override
  public ProviderFactory get() {
    return new SimulatorFactory("0.0.0", new Faults(Clock.systemUTC()));
  }
}
