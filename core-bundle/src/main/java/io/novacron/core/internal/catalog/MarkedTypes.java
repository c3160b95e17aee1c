package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Marks types by the form of their names, which differs between clouds. */
final class MarkedTypes implements CatalogRule {
  private final String name;
  private final Mark mark;
  private final Map<String, Pattern> names;

  private MarkedTypes(String name, Mark mark, Map<String, Pattern> names) {
    this.name = name;
    this.mark = mark;
    this.names = names;
  }

  /** Types that share their cores: EC2 T, Azure B, and Google's shared-core machine types. */
  static MarkedTypes burstable() {
    return new MarkedTypes(
        "burstable",
        Mark.BURSTABLE,
        Map.of(
            "aws", Pattern.compile("t(?:1|2|3|3a|4g)\\..*"),
            "azure", Pattern.compile("Standard_B\\d.*"),
            "gcp", Pattern.compile("e2-(?:micro|small|medium)|f1-micro|g1-small")));
  }

  /** Azure's limited-time sizes. */
  static MarkedTypes promotions() {
    return new MarkedTypes(
        "promotions", Mark.PROMOTION, Map.of("azure", Pattern.compile(".*_Promo")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int apply(CatalogDraft draft) {
    int touched = 0;
    for (int number = 0; number < draft.types().size(); number++) {
      InstanceType type = draft.types().get(number);
      @Nullable Pattern pattern = names.get(type.cloud());
      if (pattern != null && pattern.matcher(type.name()).matches()) {
        draft.replaceType(number, CatalogDraft.withMark(type, mark));
        touched++;
      }
    }
    return touched;
  }
}
