package io.novacron.core.internal.placement;

import io.novacron.api.machine.Market;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.core.internal.catalog.Medians;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the sources that are there for the factors of a decision. What follows from the catalog
 * alone is kept as long as the catalog and its source stay. A source that fails leaves its factors
 * missing. Safe for use by many threads.
 */
public final class FactorBook {
  private static final Logger LOG = LoggerFactory.getLogger(FactorBook.class);

  private final Supplier<List<FactorSource>> sources;
  private volatile Kept kept = new Kept("", Map.of(), Map.of());

  /**
   * Makes a book.
   *
   * @param sources gives the sources that are there now
   */
  public FactorBook(Supplier<List<FactorSource>> sources) {
    this.sources = sources;
  }

  /**
   * Another book over the same sources, for catalogs that are not in force: what this one knows of
   * the catalog in force stays.
   */
  FactorBook another() {
    return new FactorBook(sources);
  }

  /** What can be weighed now, by the name of the factor, with the name of the source of each. */
  SortedMap<String, Live> live() {
    SortedMap<String, Live> live = new TreeMap<>();
    for (FactorSource source : inOrder()) {
      for (FactorDefinition definition : source.factors()) {
        live.putIfAbsent(definition.name(), new Live(definition, source));
      }
    }
    return live;
  }

  /** Only those columns that follow from the catalog alone. */
  LiveFactors gatherLasting(Set<String> names, FactorScope scope, CatalogColumns columns) {
    SortedMap<String, Live> live = live();
    Set<String> lasting = new HashSet<>();
    for (String name : names) {
      String source = name.equals(SameWorkColumn.NAME) ? SameWorkColumn.WORK : name;
      Live one = live.get(source);
      if (one != null && one.definition.validity() == FactorDefinition.Validity.CATALOG) {
        lasting.add(name);
      }
    }
    return gather(lasting, scope, columns);
  }

  /**
   * The columns of some factors.
   *
   * @param names names of the factors; those that nothing fills are left out
   * @param scope what is decided on
   * @param columns its catalog, laid out
   */
  LiveFactors gather(Set<String> names, FactorScope scope, CatalogColumns columns) {
    Set<String> wanted = new HashSet<>(names);
    wanted.remove(PriceColumn.NAME);
    if (wanted.remove(SameWorkColumn.NAME)) {
      wanted.add(SameWorkColumn.WORK);
    }
    if (wanted.isEmpty()) {
      return LiveFactors.NONE;
    }
    SortedMap<String, Live> live = live();
    Map<String, SourcedColumn> found = new HashMap<>();
    Map<FactorSource, Set<String>> questions = new HashMap<>();
    Kept known = kept(columns);
    for (String name : wanted) {
      Live one = live.get(name);
      if (one != null) {
        SourcedColumn column = known.columns.get(one);
        if (column == null) {
          questions.computeIfAbsent(one.source, source -> new HashSet<>()).add(name);
        } else {
          found.put(name, column);
        }
      }
    }
    if (!questions.isEmpty()) {
      Map<Live, SourcedColumn> lasting = new HashMap<>();
      questions.forEach(
          (source, asked) -> {
            for (SourcedColumn column : ask(source, asked, live, scope, columns)) {
              found.put(column.name(), column);
              if (column.definition().validity() == FactorDefinition.Validity.CATALOG) {
                lasting.put(new Live(column.definition(), source), column);
              }
            }
          });
      keep(columns, lasting, live);
    }
    return new LiveFactors(found, sameWork(found.get(SameWorkColumn.WORK), columns));
  }

  private List<FactorSource> inOrder() {
    return sources.get().stream().sorted(Comparator.comparing(FactorSource::name)).toList();
  }

  private static List<SourcedColumn> ask(
      FactorSource source,
      Set<String> asked,
      Map<String, Live> live,
      FactorScope scope,
      CatalogColumns columns) {
    try {
      return source.values(scope, asked).stream()
          .filter(values -> asked.contains(values.factor()))
          .flatMap(
              values ->
                  Stream.ofNullable(live.get(values.factor()))
                      .map(one -> column(one.definition, values, scope, columns)))
          .toList();
    } catch (RuntimeException e) {
      LOG.error("factor source failed source={} factors={}", source.name(), asked, e);
      return List.of();
    }
  }

  private static SourcedColumn column(
      FactorDefinition definition, FactorValues values, FactorScope scope, CatalogColumns columns) {
    int expected = SourcedColumn.size(values.subject(), columns, scope.accounts().size());
    if (values.size() != expected) {
      throw new IllegalArgumentException(
          definition.name()
              + " has "
              + values.size()
              + " values of "
              + values.subject()
              + " but must have "
              + expected);
    }
    return new SourcedColumn(definition, values, columns);
  }

  private Kept kept(CatalogColumns columns) {
    Kept known = kept;
    return known.catalog.equals(columns.digest())
        ? known
        : new Kept(columns.digest(), Map.of(), Map.of());
  }

  /** Columns of sources that have gone are let go of. */
  private synchronized void keep(
      CatalogColumns columns, Map<Live, SourcedColumn> more, SortedMap<String, Live> live) {
    if (more.isEmpty()) {
      return;
    }
    Kept known = kept;
    boolean sameCatalog = known.catalog.equals(columns.digest());
    Map<Live, SourcedColumn> all = new HashMap<>(more);
    if (sameCatalog) {
      known.columns.forEach(all::putIfAbsent);
    }
    all.keySet().retainAll(live.values());
    kept = new Kept(columns.digest(), Map.copyOf(all), sameCatalog ? known.sameWork : Map.of());
  }

  private synchronized void keep(SourcedColumn work, double median) {
    kept = new Kept(kept.catalog, kept.columns, Map.of(work, median));
  }

  /**
   * The median over all offers on demand, also for spot, so that the two markets can be compared.
   */
  private @Nullable Double sameWork(@Nullable SourcedColumn work, CatalogColumns columns) {
    if (work == null || !LiveFactors.isWork(work)) {
      return null;
    }
    Double known = kept.sameWork.get(work);
    if (known != null) {
      return known;
    }
    double[] ratios = ratios(work, columns.prices(Market.Kind.ON_DEMAND), columns.size());
    if (ratios.length == 0) {
      return null;
    }
    double median = Medians.of(ratios);
    keep(work, median);
    return median;
  }

  /** The work for a dollar of all offers whose work is known. */
  private static double[] ratios(SourcedColumn work, PriceColumn prices, int offers) {
    double[] ratios = new double[offers];
    int count = 0;
    for (int offer = 0; offer < offers; offer++) {
      if (!work.missing(0, offer) && prices.micros(offer) > 0 && work.value(0, offer) > 0) {
        ratios[count++] = work.value(0, offer) / prices.value(0, offer);
      }
    }
    return Arrays.copyOf(ratios, count);
  }

  /**
   * A factor that can be weighed now.
   *
   * @param definition what it is
   * @param source who fills it
   */
  record Live(FactorDefinition definition, FactorSource source) {}

  /** What is known of one catalog. */
  private record Kept(
      String catalog, Map<Live, SourcedColumn> columns, Map<SourcedColumn, Double> sameWork) {}
}
