package com.example.provider;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import java.util.Map;
import java.util.function.Supplier;

/** The contract: all its tests come from the kit. */
class ExampleContractTest extends ProviderContract {
  private final TroubledCloud troubles = new TroubledCloud();
  private final ProviderFactory factory =
      new ExampleFactory(
          "0.0.0",
          (settings, environment) ->
              troubles.around(ExampleComponent.connect(settings, environment)));

  @Override
  public ProviderFactory factory() {
    return factory;
  }

  @Override
  public Class<? extends Supplier<ProviderFactory>> factorySupplier() {
    return ExampleFactorySupplier.class;
  }

  @Override
  public Troubles troubles() {
    return troubles;
  }

  @Override
  protected AccountConfiguration account() {
    // Complete, as the control plane gives them; the region is one of the kit's catalog.
    return new AccountConfiguration(
        "account",
        "default",
        ExampleFactory.TYPE,
        Map.of("region", "cellar", "pageSize", "50", "startMillis", "20"));
  }
}
