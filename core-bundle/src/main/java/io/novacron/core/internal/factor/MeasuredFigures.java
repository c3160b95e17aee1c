package io.novacron.core.internal.factor;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.FactorValues.Subject;
import io.novacron.core.internal.catalog.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Columns of the figures that others measured, from the tables of this bundle. */
final class MeasuredFigures {
  private MeasuredFigures() {}

  /** CoreMark scores of types, measured or estimated. */
  static FactorValues coreMark(Catalog catalog) {
    List<InstanceType> types = catalog.instanceTypes();
    CoreMarkEstimate scores = CoreMarkEstimate.of(types);
    double[] values = new double[types.size()];
    boolean[] estimated = new boolean[types.size()];
    for (int type = 0; type < values.length; type++) {
      OptionalDouble measured = scores.measured(types.get(type));
      estimated[type] = measured.isEmpty();
      values[type] =
          measured.isPresent()
              ? measured.getAsDouble()
              : scores.estimated(types.get(type)).orElse(Double.NaN);
    }
    return FigureColumns.column("coremark", Subject.INSTANCE_TYPE, values, estimated);
  }

  /** How much repeated runs differ, measured of two Azure types and estimated of their families. */
  static FactorValues noise(Catalog catalog) {
    Map<String, Double> measured = new HashMap<>();
    Map<String, Double> families = new HashMap<>();
    for (Table.Row row : Table.bundled("factors/noise-azure.tsv")) {
      double value = row.decimal(1);
      measured.put(row.text(0), value);
      families.put(family(row.text(0)), value);
    }
    List<InstanceType> types = catalog.instanceTypes();
    double[] values = new double[types.size()];
    boolean[] estimated = new boolean[types.size()];
    for (int index = 0; index < values.length; index++) {
      InstanceType type = types.get(index);
      boolean azure = type.cloud().equals("azure");
      Double own = azure ? measured.get(type.name()) : null;
      Double family = azure ? families.get(family(type.name())) : null;
      estimated[index] = own == null;
      values[index] = own != null ? own : family != null ? family : Double.NaN;
    }
    return FigureColumns.column("performance-noise", Subject.INSTANCE_TYPE, values, estimated);
  }

  /** How often spot machines of AWS are interrupted. */
  static FactorValues interruption(Catalog catalog) {
    Table table = Table.bundled("factors/interruption-aws.tsv");
    double[] values = FigureColumns.missing(catalog.size());
    for (Table.Row row : table) {
      for (int cell = 1; cell < table.columns().size(); cell++) {
        OptionalInt offer = catalog.find("aws", table.columns().get(cell), row.text(0));
        if (!row.blank(cell) && offer.isPresent()) {
          values[offer.getAsInt()] = row.decimal(cell);
        }
      }
    }
    return FigureColumns.column(
        "interruption-band", Subject.OFFER, values, new boolean[values.length]);
  }

  /** The name of an Azure type without its size. */
  private static String family(String type) {
    return type.replaceAll("\\d+(?=[a-z]*(_v\\d+)?$)", "#");
  }
}
