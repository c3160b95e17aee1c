package io.novacron.core.internal.placement;

import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorValues;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The values that a source gives for a factor, found by candidate. */
final class SourcedColumn implements FactorColumn {
  private final FactorDefinition definition;
  private final FactorValues values;
  private final double[] utility;
  private final FactorValues.Subject subject;
  private final CatalogColumns columns;
  private final int perAccount;
  private volatile @Nullable String digest;

  /**
   * Makes a column.
   *
   * @param definition what the values are
   * @param values one for each of what they are of
   * @param columns the catalog that they are of
   */
  SourcedColumn(FactorDefinition definition, FactorValues values, CatalogColumns columns) {
    this.definition = definition;
    this.values = values;
    this.utility = new double[values.size()];
    for (int index = 0; index < utility.length; index++) {
      utility[index] =
          values.missing(index)
              ? 0
              : definition.utility().of(values.value(index), values.reference());
    }
    this.subject = values.subject();
    this.columns = columns;
    this.perAccount = columns.regions().size();
  }

  /** How many values a column of a subject must have. */
  static int size(FactorValues.Subject subject, CatalogColumns columns, int accounts) {
    return switch (subject) {
      case INSTANCE_TYPE -> columns.types().size();
      case REGION -> columns.regions().size();
      case OFFER -> columns.size();
      case ACCOUNT -> accounts;
      case ACCOUNT_AND_REGION -> accounts * columns.regions().size();
    };
  }

  private int index(int account, int offer) {
    return switch (subject) {
      case INSTANCE_TYPE -> columns.typeOf(offer);
      case REGION -> columns.regionOf(offer);
      case OFFER -> offer;
      case ACCOUNT -> account;
      case ACCOUNT_AND_REGION -> perAccount * account + columns.regionOf(offer);
    };
  }

  FactorDefinition definition() {
    return definition;
  }

  FactorValues values() {
    return values;
  }

  /** Hexadecimal SHA-256 of its definition and all values; worked out at the first call. */
  String digest() {
    String known = digest;
    if (known == null) {
      known = computeDigest();
      digest = known;
    }
    return known;
  }

  private String computeDigest() {
    ByteBuffer bytes = ByteBuffer.allocate(values.size() * (Double.BYTES + 1));
    for (int index = 0; index < values.size(); index++) {
      bytes.putDouble(values.value(index)).put((byte) (values.estimated(index) ? 1 : 0));
    }
    return new Digests()
        .add("definition", definition.toString())
        .add("subject", values.subject().name())
        .add("reference", Double.toString(values.reference()))
        .add("values", bytes.array())
        .hex();
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public String group() {
    return definition.group();
  }

  @Override
  public String unit() {
    return definition.unit();
  }

  @Override
  public boolean missing(int account, int offer) {
    return values.missing(index(account, offer));
  }

  @Override
  public double value(int account, int offer) {
    return values.value(index(account, offer));
  }

  @Override
  public boolean estimated(int account, int offer) {
    return values.estimated(index(account, offer));
  }

  @Override
  public double utility(int account, int offer) {
    return utility[index(account, offer)];
  }
}
