package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.core.internal.pool.PoolComponent;
import io.novacron.core.internal.pool.StatedPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the catalog that is in this bundle; it is read when somebody first asks for the service.
 */
@Component(service = CatalogService.class)
public final class CatalogComponent implements CatalogService {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogComponent.class);

  private final ColumnarCatalog catalog;

  /** Reads the catalog, and adds what the operator offers on hosts of its own. */
  @Activate
  public CatalogComponent(@Reference PoolComponent pool) {
    this(pool.stated().orElse(null));
  }

  /** Reads the catalog of the clouds alone. */
  public CatalogComponent() {
    this((StatedPool) null);
  }

  private CatalogComponent(@Nullable StatedPool pool) {
    long begun = System.nanoTime();
    catalog = new CatalogLoader(CatalogParts.bundled(), pool).load();
    LOG.info(
        "catalog loaded offers={} types={} regions={} digest={} millis={}",
        catalog.size(),
        catalog.instanceTypes().size(),
        catalog.regions().size(),
        catalog.digest(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    for (RuleCount count : catalog.ruleCounts()) {
      LOG.debug("catalog rule={} touched={}", count.rule(), count.touched());
    }
  }

  @Override
  public Catalog current() {
    return catalog;
  }
}
