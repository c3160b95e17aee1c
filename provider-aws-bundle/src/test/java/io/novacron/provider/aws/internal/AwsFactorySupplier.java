package io.novacron.provider.aws.internal;

import io.novacron.api.provider.ProviderFactory;
import java.util.function.Supplier;

/** Makes factories of classes that are loaded apart. */
public final class AwsFactorySupplier implements Supplier<ProviderFactory> {
  @Override
  public ProviderFactory get() {
    return new AwsFactory("0.0.0");
  }
}
