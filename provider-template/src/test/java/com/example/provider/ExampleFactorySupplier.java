package com.example.provider;

import io.novacron.api.provider.ProviderFactory;
import java.util.function.Supplier;

/** Makes the factory as the container does; the kit loads it apart to look for leaks. */
public final class ExampleFactorySupplier implements Supplier<ProviderFactory> {
  @Override
  public ProviderFactory get() {
    return new ExampleComponent("0.0.0");
  }
}
