package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure sizes with constrained cores, such as {@code Standard_E16-4as_v5}: the source lists the
 * vCPUs of the parent (16); the number after the hyphen (4) is what is active, and what a machine
 * has.
 */
final class ConstrainedCores implements CatalogRule {
  private static final Pattern NAME = Pattern.compile("Standard_[A-Z]+\\d+-(\\d+)(?:\\D.*)?");

  @Override
  public String name() {
    return "constrained-cores";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int touched = 0;
    for (int number = 0; number < draft.types().size(); number++) {
      InstanceType type = draft.types().get(number);
      Matcher matcher = NAME.matcher(type.name());
      if (type.cloud().equals("azure") && matcher.matches()) {
        InstanceType active =
            new InstanceType(
                type.cloud(),
                type.name(),
                Integer.parseInt(matcher.group(1)),
                type.memoryGib(),
                type.gpus(),
                type.gpuModel(),
                type.architecture(),
                type.marks());
        draft.replaceType(number, CatalogDraft.withMark(active, Mark.CONSTRAINED_CORES));
        touched++;
      }
    }
    return touched;
  }
}
