package io.novacron.core.internal.group;

import io.novacron.api.catalog.Region;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorDefinition.Validity;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.FactorValues.Subject;
import io.novacron.api.placement.Utility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Where the other machines of a placement group are, as factors: {@code spread} is better where
 * there are fewer, {@code affinity} where there are more. Both are missing for a machine that
 * belongs to no group. Answers from memory; safe for use by many threads.
 */
public final class GroupFactors implements FactorSource {
  private static final String SPREAD = "spread";
  private static final String AFFINITY = "affinity";
  private static final List<FactorDefinition> DEFINITIONS =
      List.of(
          new FactorDefinition(
              SPREAD,
              "infrastructure",
              "machines",
              new Utility.ByDifference(false, 1),
              Validity.DECISION,
              "counted: the tenant's machines of the same placement.group in the region, not"
                  + " deleted"),
          new FactorDefinition(
              AFFINITY,
              "infrastructure",
              "share",
              new Utility.ByDifference(true, 1),
              Validity.DECISION,
              "counted: share of the tenant's machines of the same placement.group that are in the"
                  + " region"));

  private final GroupIndex index;

  /** Makes the source. */
  public GroupFactors(GroupIndex index) {
    this.index = index;
  }

  @Override
  public String name() {
    return "placement-groups";
  }

  @Override
  public List<FactorDefinition> factors() {
    return DEFINITIONS;
  }

  @Override
  public List<FactorValues> values(FactorScope scope, Set<String> factors) {
    String group = scope.request().constraints().group();
    Map<GroupIndex.Region, Integer> machines =
        group == null ? Map.of() : index.machines(scope.tenant(), group);
    double all = machines.values().stream().mapToInt(Integer::intValue).sum();
    List<FactorValues> columns = new ArrayList<>();
    if (factors.contains(SPREAD)) {
      columns.add(column(SPREAD, scope, group != null, region -> count(machines, region)));
    }
    if (factors.contains(AFFINITY)) {
      columns.add(
          column(
              AFFINITY, scope, group != null && all > 0, region -> count(machines, region) / all));
    }
    return columns;
  }

  private static double count(Map<GroupIndex.Region, Integer> machines, Region region) {
    return machines.getOrDefault(new GroupIndex.Region(region.cloud(), region.id()), 0);
  }

  private static FactorValues column(
      String factor, FactorScope scope, boolean known, ToDoubleFunction<Region> value) {
    List<Region> regions = scope.catalog().regions();
    FactorValues.Builder column = FactorValues.builder(factor, Subject.REGION, regions.size(), 0);
    for (int region = 0; known && region < regions.size(); region++) {
      column.set(region, value.applyAsDouble(regions.get(region)));
    }
    return column.build();
  }
}
