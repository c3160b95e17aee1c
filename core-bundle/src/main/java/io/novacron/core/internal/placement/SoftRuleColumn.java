package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Region;
import io.novacron.api.policy.PolicyRule;
import java.util.BitSet;
import java.util.List;

/**
 * Who breaks a soft rule of a policy: worth one less than who keeps to it, so that the weight of
 * the column is the penalty of the rule.
 */
final class SoftRuleColumn implements FactorColumn {
  private final PolicyRule rule;
  private final PriceColumn prices;
  private final CatalogColumns columns;
  private final BitSet brokenBy = new BitSet();
  private final long ceiling;

  SoftRuleColumn(PolicyRule rule, Candidates candidates, PriceColumn prices) {
    this.rule = rule;
    this.prices = prices;
    this.columns = candidates.columns();
    this.ceiling = RuleCheck.isAboutPrice(rule) ? RuleCheck.ceilingMicros(rule) : Long.MAX_VALUE;
    List<Region> regions = columns.regions();
    for (int account = 0; account < candidates.accounts().size(); account++) {
      for (int region = 0; region < regions.size(); region++) {
        if (RuleCheck.breaks(rule, candidates.account(account), regions.get(region))) {
          brokenBy.set(account * regions.size() + region);
        }
      }
    }
  }

  private boolean broken(int account, int offer) {
    return prices.micros(offer) > ceiling
        || brokenBy.get(account * columns.regions().size() + columns.regionOf(offer));
  }

  @Override
  public String name() {
    return "rule:" + rule.name();
  }

  @Override
  public String group() {
    return "operational";
  }

  @Override
  public String unit() {
    return "broken";
  }

  @Override
  public boolean missing(int account, int offer) {
    return false;
  }

  @Override
  public double value(int account, int offer) {
    return broken(account, offer) ? 1 : 0;
  }

  @Override
  public boolean estimated(int account, int offer) {
    return false;
  }

  @Override
  public double utility(int account, int offer) {
    return broken(account, offer) ? -1 : 0;
  }
}
