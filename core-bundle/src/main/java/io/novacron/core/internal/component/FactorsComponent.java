package io.novacron.core.internal.component;

import io.novacron.api.placement.FactorSource;
import io.novacron.core.internal.placement.FactorBook;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the sources of factors that are there, and nothing restarts when one comes or goes. */
@Component(service = FactorsComponent.class)
public final class FactorsComponent {
  private final List<FactorSource> sources = new CopyOnWriteArrayList<>();
  private final FactorBook book = new FactorBook(() -> List.copyOf(sources));

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  void add(FactorSource source) {
    sources.add(source);
  }

  void remove(FactorSource source) {
    sources.remove(source);
  }

  FactorBook book() {
    return book;
  }
}
