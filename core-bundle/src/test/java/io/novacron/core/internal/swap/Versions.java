package io.novacron.core.internal.swap;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.testing.World;

/** Versions of a provider for tests. */
final class Versions {
  private Versions() {}

  /** Another version of the world's provider, at the same cloud. */
  static ProviderFactory of(World world, String version) {
    ProviderFactory first = world.factory();
    ProviderDescriptor same = first.descriptor();
    ProviderDescriptor other =
        new ProviderDescriptor(
            same.type(),
            version,
            same.configurationKeys(),
            same.capabilities(),
            same.idempotency(),
            same.visibilityBound(),
            same.embeddedAccounts());
    return new ProviderFactory() {
      @Override
      public ProviderDescriptor descriptor() {
        return other;
      }

      @Override
      public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
        return first.create(account, environment);
      }
    };
  }
}
