package io.novacron.core.internal.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorScope;
import io.novacron.api.placement.FactorSource;
import io.novacron.api.placement.FactorValues;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.account.AccountFactors;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.core.internal.group.GroupFactors;
import io.novacron.core.internal.group.GroupIndex;
import io.novacron.core.internal.placement.OwnFactors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The page that tells which factor is filled by what is made from the sources themselves. */
class FactorMatrixTest {
  private static final Path PAGE = Path.of("..", "docs", "factors.md");
  private static final String UPDATE = "novacron.factors.update";

  private final Catalog catalog = new CatalogComponent().current();

  @Test
  void thePageTellsEveryFactorThatIsShipped() throws IOException {
    String page = page();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/factors.md is not what the sources say; `make factors` writes it anew")
        .isEqualTo(page);
  }

  private String page() {
    TreeMap<String, String> rows = new TreeMap<>();
    for (FactorDefinition own : OwnFactors.DEFINITIONS) {
      rows.put(own.name(), row(own, "placement", "each candidate"));
    }
    FactorSource published = new PublishedFactors(new RoundTripTable());
    for (FactorDefinition definition : published.factors()) {
      rows.put(definition.name(), row(definition, published.name(), filled(published, definition)));
    }
    FactorSource accounts =
        new AccountFactors(
            tenant -> List.of(), account -> List.of(), List::of, List::of, Clock.systemUTC());
    for (FactorDefinition definition : accounts.factors()) {
      rows.put(
          definition.name(),
          row(definition, accounts.name(), "accounts, from their first call on"));
    }
    FactorSource groups = new GroupFactors(new GroupIndex());
    for (FactorDefinition definition : groups.factors()) {
      rows.put(
          definition.name(),
          row(definition, groups.name(), "machines that belong to a placement group"));
    }
    return """
        # Factors

        What machines can be placed by, and what fills it. A policy weighs a factor by its name; one that nothing fills for a candidate counts as a middling value
        and is named as missing. Written by `make factors` from the sources themselves; %d factors.

        | factor | group | unit | better is | source | from | filled for |
        |---|---|---|---|---|---|---|
        %s
        """
        .formatted(rows.size(), String.join("\n", rows.values()));
  }

  private static String row(FactorDefinition definition, String source, String filled) {
    return "| "
        + String.join(
            " | ",
            "`" + definition.name() + "`",
            definition.group(),
            definition.unit(),
            definition.utility().moreIsBetter() ? "more" : "less",
            source,
            definition.origin(),
            filled)
        + " |";
  }

  private String filled(FactorSource source, FactorDefinition definition) {
    FactorScope scope =
        new FactorScope(
            catalog,
            "default",
            new PlacementRequest(null, "m5.large", Market.ON_DEMAND, PlacementConstraints.NONE),
            List.of());
    FactorValues values = source.values(scope, Set.of(definition.name())).get(0);
    int known = 0;
    int estimated = 0;
    for (int offer = 0; offer < catalog.size(); offer++) {
      int index =
          switch (values.subject()) {
            case INSTANCE_TYPE -> catalog.typeIndex(offer);
            case REGION -> catalog.regionIndex(offer);
            default -> offer;
          };
      known += values.missing(index) ? 0 : 1;
      estimated += values.estimated(index) ? 1 : 0;
    }
    String share = percent(known) + " of offers";
    return estimated == 0 ? share : share + ", " + percent(estimated) + " estimated";
  }

  private String percent(int offers) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * offers / catalog.size());
  }
}
