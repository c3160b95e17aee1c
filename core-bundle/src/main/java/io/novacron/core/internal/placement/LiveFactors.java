package io.novacron.core.internal.placement;

import io.novacron.api.machine.Size;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.Utility;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns that sources filled for one decision, by the names of their factors. Immutable, safe
 * for use by many threads.
 */
final class LiveFactors {
  /** None at all. */
  static final LiveFactors NONE = new LiveFactors(Map.of(), null);

  private final SortedMap<String, SourcedColumn> columns;
  private final @Nullable Double sameWork;

  /**
   * Makes the factors of a decision.
   *
   * @param columns the columns
   * @param sameWork what is worth 0 of the work for a dollar, in iterations per second for a US
   *     dollar per hour; absent without a column of work
   */
  LiveFactors(Map<String, SourcedColumn> columns, @Nullable Double sameWork) {
    this.columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    this.sameWork = sameWork;
  }

  /** The columns by the names of their factors. */
  SortedMap<String, SourcedColumn> columns() {
    return columns;
  }

  /**
   * The column of a factor: as a source filled it, or made of the price and one of those.
   *
   * @param request what is asked for
   * @param catalog the catalog
   */
  FactorColumn column(String name, ResolvedRequest request, CatalogColumns catalog) {
    SourcedColumn work = columns.get(SameWorkColumn.WORK);
    if (name.equals(SameWorkColumn.NAME) && work != null && sameWork != null) {
      Size size = request.request().size();
      return new SameWorkColumn(
          work,
          catalog.prices(request.market()),
          work.values().reference(),
          sameWork,
          catalog,
          size == null ? SameWorkColumn.ALL : size.vcpus());
    }
    SourcedColumn column = columns.get(name);
    return column == null ? new MissingColumn(name) : column;
  }

  /** These and others; of two columns of a factor, the one that is here. */
  LiveFactors and(LiveFactors others) {
    Map<String, SourcedColumn> all = new TreeMap<>(others.columns);
    all.putAll(columns);
    return new LiveFactors(all, sameWork == null ? others.sameWork : sameWork);
  }

  /** Only the columns that may change from one decision to the next. */
  LiveFactors changing() {
    Map<String, SourcedColumn> some = new TreeMap<>(columns);
    some.values()
        .removeIf(column -> column.definition().validity() == FactorDefinition.Validity.CATALOG);
    return new LiveFactors(some, null);
  }

  /** What is worth 0 of the work for a dollar. */
  @Nullable Double sameWork() {
    return sameWork;
  }

  /** Whether work for a dollar can be told from a column of work. */
  static boolean isWork(SourcedColumn column) {
    return column.name().equals(SameWorkColumn.WORK)
        && column.definition().utility() instanceof Utility.ByRatio ratio
        && ratio.moreIsBetter();
  }

  /** Hexadecimal SHA-256 of all values. */
  String digest() {
    Digests parts = new Digests();
    columns.forEach((name, column) -> parts.add(name, column.digest()));
    if (sameWork != null) {
      parts.add(SameWorkColumn.NAME, sameWork.toString());
    }
    return parts.hex();
  }
}
