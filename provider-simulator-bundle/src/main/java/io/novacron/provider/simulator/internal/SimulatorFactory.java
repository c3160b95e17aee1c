package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes simulated accounts. Safe for use by many threads. */
final class SimulatorFactory implements ProviderFactory {
  private static final String TYPE = "simulator";
  private static final String TENANT = "default";
  private static final String NAME_PREFIX = "simulated-";

  private final ProviderDescriptor descriptor;
  private final Faults faults;

  /**
   * Makes a factory.
   *
   * @param version version of the bundle
   * @param faults the faults that hit its accounts
   */
  SimulatorFactory(String version, Faults faults) {
    this.faults = faults;
    this.descriptor =
        new ProviderDescriptor(
            TYPE,
            version,
            SimulatorSettings.KEYS,
            EnumSet.allOf(Capability.class),
            ProviderDescriptor.Idempotency.TOKEN,
            SimulatorSettings.VISIBILITY_BOUND,
            embeddedAccounts());
  }

  @Override
  public ProviderDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    return SimulatedProvider.open(account, environment, faults);
  }

  private static List<AccountConfiguration> embeddedAccounts() {
    return Stream.of("aws", "azure", "gcp")
        .map(
            cloud ->
                new AccountConfiguration(NAME_PREFIX + cloud, TENANT, TYPE, Map.of("cloud", cloud)))
        .toList();
  }
}
