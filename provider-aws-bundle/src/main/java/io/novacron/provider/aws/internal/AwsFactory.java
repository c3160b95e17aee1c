package io.novacron.provider.aws.internal;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** Makes AWS accounts. Safe for use by many threads. */
final class AwsFactory implements ProviderFactory {
  /**
   * AWS promises none: its reads become consistent in the end, by its own advice after seconds.
   * This is what it takes before "not there" is believed.
   */
  static final Duration VISIBILITY_BOUND = Duration.ofSeconds(60);

  private final ProviderDescriptor descriptor;

  /**
   * Makes a factory.
   *
   * @param version version of the bundle
   */
  AwsFactory(String version) {
    this.descriptor =
        new ProviderDescriptor(
            "aws",
            version,
            AwsSettings.KEYS,
            EnumSet.of(
                Capability.SPOT_INSTANCES,
                Capability.GPU_COMPUTE,
                Capability.SNAPSHOTS,
                Capability.VOLUMES,
                Capability.NETWORKS,
                Capability.METRICS,
                Capability.QUOTAS,
                Capability.RESIZE),
            ProviderDescriptor.Idempotency.TOKEN,
            VISIBILITY_BOUND,
            List.of());
  }

  @Override
  public ProviderDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    return new AwsProvider(account.name(), AwsSettings.of(account), environment);
  }
}
