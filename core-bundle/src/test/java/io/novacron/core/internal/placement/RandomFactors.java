package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.FactorValues.Subject;
import io.novacron.api.placement.Utility;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * One factor of each subject. A value follows from a number and from the names of what it is of,
 * never from their order; some are missing and some are estimated.
 *
 * @param number another number gives other values
 */
record RandomFactors(long number) implements FactorSource {
  static final double REFERENCE = 4;

  static final List<FactorDefinition> DEFINITIONS =
      List.of(
          definition(SameWorkColumn.WORK, new Utility.ByRatio(true, 0.001)),
          definition("of-region", new Utility.ByRatio(false, 1)),
          definition("of-offer", new Utility.ByDifference(true, 2)),
          definition("of-account", new Utility.ByDifference(false, 1)),
          definition("of-account-and-region", new Utility.ByRatio(true, 0.5)));

  private static final List<Subject> SUBJECTS =
      List.of(
          Subject.INSTANCE_TYPE,
          Subject.REGION,
          Subject.OFFER,
          Subject.ACCOUNT,
          Subject.ACCOUNT_AND_REGION);

  private static FactorDefinition definition(String name, Utility utility) {
    return new FactorDefinition(
        name, "performance", "units", utility, FactorDefinition.Validity.DECISION, "a test");
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public List<FactorDefinition> factors() {
    return DEFINITIONS;
  }

  @Override
  public List<FactorValues> values(FactorScope scope, Set<String> factors) {
    List<FactorValues> columns = new ArrayList<>();
    for (int factor = 0; factor < DEFINITIONS.size(); factor++) {
      if (factors.contains(DEFINITIONS.get(factor).name())) {
        columns.add(column(factor, keys(SUBJECTS.get(factor), scope)));
      }
    }
    return columns;
  }

  private FactorValues column(int factor, List<String> keys) {
    FactorValues.Builder column =
        FactorValues.builder(
            DEFINITIONS.get(factor).name(), SUBJECTS.get(factor), keys.size(), REFERENCE);
    for (int index = 0; index < keys.size(); index++) {
      OptionalDouble value = value(factor, keys.get(index));
      if (value.isPresent() && value.getAsDouble() > 5) {
        column.setEstimated(index, value.getAsDouble());
      } else if (value.isPresent()) {
        column.set(index, value.getAsDouble());
      }
    }
    return column.build();
  }

  private OptionalDouble value(int factor, String key) {
    Random random = new Random(Objects.hash(number, factor, key));
    return random.nextInt(4) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 + random.nextInt(8));
  }

  private static List<String> keys(Subject subject, FactorScope scope) {
    Catalog catalog = scope.catalog();
    List<String> keys = new ArrayList<>();
    switch (subject) {
      case INSTANCE_TYPE -> catalog.instanceTypes().forEach(type -> keys.add(type.name()));
      case REGION -> catalog.regions().forEach(region -> keys.add(region.id()));
      case OFFER -> {
        for (int offer = 0; offer < catalog.size(); offer++) {
          keys.add(catalog.offer(offer).type().name() + catalog.offer(offer).region().id());
        }
      }
      case ACCOUNT -> scope.accounts().forEach(account -> keys.add(account.name()));
      case ACCOUNT_AND_REGION ->
          scope
              .accounts()
              .forEach(
                  account ->
                      catalog.regions().forEach(region -> keys.add(account.name() + region.id())));
    }
    return keys;
  }

  /** What a pair is worth by one factor, before the weight; 0 where the value is missing. */
  double worth(int factor, BruteForce.Pair pair) {
    String type = pair.offer().type().name();
    String region = pair.offer().region().id();
    String account = pair.account().name();
    String key =
        switch (SUBJECTS.get(factor)) {
          case INSTANCE_TYPE -> type;
          case REGION -> region;
          case OFFER -> type + region;
          case ACCOUNT -> account;
          case ACCOUNT_AND_REGION -> account + region;
        };
    OptionalDouble value = value(factor, key);
    return value.isEmpty()
        ? 0
        : DEFINITIONS.get(factor).utility().of(value.getAsDouble(), REFERENCE);
  }
}
