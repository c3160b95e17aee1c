package io.novacron.core.internal.factor;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.FactorValues.Subject;
import io.novacron.core.internal.catalog.Medians;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Makes columns of figures. What is worth 0 is the median of what is known. */
final class FigureColumns {
  private FigureColumns() {}

  /** A column with a figure for each instance type; empty where it is missing. */
  static FactorValues ofTypes(
      String name, Catalog catalog, Function<InstanceType, OptionalDouble> figure) {
    return of(name, Subject.INSTANCE_TYPE, catalog.instanceTypes(), figure);
  }

  /** The same for each region. */
  static FactorValues ofRegions(
      String name, Catalog catalog, Function<Region, OptionalDouble> figure) {
    return of(name, Subject.REGION, catalog.regions(), figure);
  }

  /** The same for each offer. */
  static FactorValues ofOffers(String name, Catalog catalog, IntFunction<OptionalDouble> figure) {
    double[] values = missing(catalog.size());
    for (int offer = 0; offer < values.length; offer++) {
      values[offer] = figure.apply(offer).orElse(Double.NaN);
    }
    return column(name, Subject.OFFER, values, new boolean[values.length]);
  }

  private static <T> FactorValues of(
      String name, Subject subject, List<T> items, Function<T, OptionalDouble> figure) {
    double[] values = new double[items.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = figure.apply(items.get(index)).orElse(Double.NaN);
    }
    return column(name, subject, values, new boolean[values.length]);
  }

  /** Values that are all missing. */
  static double[] missing(int size) {
    double[] values = new double[size];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /**
   * A column of values, not a number where one is missing; the reference is the median of the
   * others.
   */
  static FactorValues column(String name, Subject subject, double[] values, boolean[] estimated) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    FactorValues.Builder column =
        FactorValues.builder(
            name, subject, values.length, known.length == 0 ? 0 : Medians.of(known));
    for (int index = 0; index < values.length; index++) {
      if (!Double.isNaN(values[index]) && estimated[index]) {
        column.setEstimated(index, values[index]);
      } else if (!Double.isNaN(values[index])) {
        column.set(index, values[index]);
      }
    }
    return column.build();
  }
}
