package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.HostPools;
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
    this(version, faults, HostPools.NONE);
  }

  /**
   * Makes a factory.
   *
   * @param version version of the bundle
   * @param faults the faults that hit its accounts
   * @param pools the pools that are stated; with one, there is an account for it
   */
  SimulatorFactory(String version, Faults faults, HostPools pools) {
    this.faults = faults;
    this.descriptor =
        new ProviderDescriptor(
            TYPE,
            version,
            SimulatorSettings.KEYS,
            EnumSet.complementOf(EnumSet.of(Capability.VOLUMES)),
            ProviderDescriptor.Idempotency.TOKEN,
            SimulatorSettings.VISIBILITY_BOUND,
            embeddedAccounts(pools));
  }

  @Override
  public ProviderDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    return SimulatedProvider.open(account, environment, faults);
  }

  /** The log of an account has one writer. */
  @Override
  public boolean exclusive() {
    return true;
  }

  private static List<AccountConfiguration> embeddedAccounts(HostPools pools) {
    Stream<String> ours =
        pools.empty().stream()
            .map(pool -> pool.pool().cloud())
            .filter(OnPremiseStyle.CLOUD::equals);
    return Stream.concat(Stream.of("aws", "azure", "gcp"), ours)
        .distinct()
        .map(
            cloud ->
                new AccountConfiguration(NAME_PREFIX + cloud, TENANT, TYPE, Map.of("cloud", cloud)))
        .toList();
  }
}
