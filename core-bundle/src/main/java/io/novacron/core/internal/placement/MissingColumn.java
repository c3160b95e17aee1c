package io.novacron.core.internal.placement;

/**
 * A factor that a policy weighs and nothing fills now: neutral for all candidates, and named.
 *
 * @param name name of the factor
 */
record MissingColumn(String name) implements FactorColumn {
  @Override
  public String group() {
    return "unknown";
  }

  @Override
  public String unit() {
    return "";
  }

  @Override
  public boolean missing(int account, int offer) {
    return true;
  }

  @Override
  public double value(int account, int offer) {
    return Double.NaN;
  }

  @Override
  public boolean estimated(int account, int offer) {
    return false;
  }

  @Override
  public double utility(int account, int offer) {
    return 0;
  }
}
