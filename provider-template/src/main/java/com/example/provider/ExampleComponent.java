package com.example.provider;

import com.example.provider.cloud.CloudClient;
import com.example.provider.cloud.FileCloud;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import java.io.IOException;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What the container finds in the bundle. */
@Component(service = ProviderFactory.class)
public final class ExampleComponent implements ProviderFactory {
  private final ExampleFactory factory;

  /** Called by the container. */
  @Activate
  public ExampleComponent(BundleContext context) {
    this(context.getBundle().getVersion().toString());
  }

  ExampleComponent(String version) {
    this.factory = new ExampleFactory(version, ExampleComponent::connect);
  }

  /** Makes the client of an account. */
  static CloudClient connect(ExampleSettings settings, ProviderEnvironment environment)
      throws IOException {
    return new FileCloud(
        environment.dataDirectory().resolve("machines"),
        new Offers(environment.catalog(), settings.region())::sells,
        Images.NATIVE,
        settings.pageSize(),
        Duration.ofMillis(settings.startMillis()),
        environment.clock());
  }

  @Override
  public ProviderDescriptor descriptor() {
    return factory.descriptor();
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    return factory.create(account, environment);
  }

  @Override
  public boolean exclusive() {
    return factory.exclusive();
  }
}
