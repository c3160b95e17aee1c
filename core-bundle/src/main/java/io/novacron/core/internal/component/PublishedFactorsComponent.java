package io.novacron.core.internal.component;

import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.core.internal.factor.PublishedFactors;
import io.novacron.core.internal.factor.RoundTripTable;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Offers the figures that come with the product; read when they are first asked for. */
@Component(service = FactorSource.class)
public final class PublishedFactorsComponent implements FactorSource {
  private final PublishedFactors factors = new PublishedFactors(new RoundTripTable());

  @Override
  public String name() {
    return factors.name();
  }

  @Override
  public List<FactorDefinition> factors() {
    return factors.factors();
  }

  @Override
  public List<FactorValues> values(FactorScope scope, Set<String> asked) {
    return factors.values(scope, asked);
  }
}
