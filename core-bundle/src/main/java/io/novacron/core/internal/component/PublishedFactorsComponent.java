package io.novacron.core.internal.component;

import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.core.internal.factor.PublishedFactors;
import io.novacron.core.internal.factor.RoundTripTable;
import io.novacron.core.internal.placement.RoundTrips;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Offers the figures that come with the product. */
@Component(service = {FactorSource.class, PublishedFactorsComponent.class})
public final class PublishedFactorsComponent implements FactorSource {
  private final RoundTripTable roundTrips = new RoundTripTable();
  private final PublishedFactors factors = new PublishedFactors(roundTrips);

  RoundTrips roundTrips() {
    return roundTrips;
  }

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
