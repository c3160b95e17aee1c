package io.novacron.provider.aws.internal;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Offers Amazon EC2 to the container. */
@Component(service = ProviderFactory.class)
public final class AwsComponent implements ProviderFactory {
  private final AwsFactory factory;

  /** Called by the container. */
  @Activate
  public AwsComponent(BundleContext context) {
    this.factory = new AwsFactory(context.getBundle().getVersion().toString());
  }

  @Override
  public ProviderDescriptor descriptor() {
    return factory.descriptor();
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    return factory.create(account, environment);
  }
}
