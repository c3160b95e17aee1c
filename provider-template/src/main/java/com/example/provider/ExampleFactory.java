package com.example.provider;

import com.example.provider.cloud.CloudClient;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes a provider for each account. */
final class ExampleFactory implements ProviderFactory {
  /** What accounts name in {@code provider}. */
  static final String TYPE = "example";

  private static final Duration VISIBILITY_BOUND = Duration.ofSeconds(5);

  private final ProviderDescriptor descriptor;
  private final Connector connector;

  ExampleFactory(String version, Connector connector) {
    this.connector = connector;
    // No capability: no spot, GPUs, pause, resize, snapshots, metrics or quotas. Declare one when
    // you have built it; the contract's tests hold you to both.
    this.descriptor =
        new ProviderDescriptor(
            TYPE,
            version,
            ExampleSettings.KEYS,
            Set.of(),
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
    ExampleSettings settings = ExampleSettings.of(account);
    try {
      return new ExampleProvider(
          account.name(), settings, environment, connector.connect(settings, environment));
    } catch (IOException e) {
      throw Problem.builder(
              "account-files-unavailable",
              Category.UNAVAILABLE,
              "The files of account " + account.name() + " cannot be opened: " + e.getMessage())
          .nextStep("Repair the directory " + environment.dataDirectory() + ".")
          .build()
          .toException();
    }
  }

  /**
   * The files of an account are one client's at a time. Take this away when your cloud is asked
   * over the network: two versions may then serve the account while the former ends its calls.
   */
  @Override
  public boolean exclusive() {
    return true;
  }

  /** Makes the client of an account. */
  interface Connector {
    CloudClient connect(ExampleSettings settings, ProviderEnvironment environment)
        throws IOException;
  }
}
