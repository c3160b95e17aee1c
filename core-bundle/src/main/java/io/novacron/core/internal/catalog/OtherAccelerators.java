package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types with an accelerator that is not a GPU. Some sources count it as GPUs and some do not; here
 * none does, so that a request for GPUs never gets one, and the model stays.
 */
final class OtherAccelerators implements CatalogRule {
  private static final Set<String> AWS_FAMILIES =
      Set.of("inf1", "inf2", "trn1", "trn1n", "f1", "f2", "vt1", "dl1", "dl2q");

  /** Models that the source leaves out. */
  private static final Map<String, String> MODELS =
      Map.of("vt1", "Alveo U30", "f2", "Virtex UltraScale+ (VU47P)");

  @Override
  public String name() {
    return "other-accelerators";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int touched = 0;
    for (int number = 0; number < draft.types().size(); number++) {
      InstanceType type = draft.types().get(number);
      if (isOther(type)) {
        @Nullable String model =
            type.gpuModel() == null ? MODELS.get(family(type)) : type.gpuModel();
        InstanceType withoutGpus =
            new InstanceType(
                type.cloud(),
                type.name(),
                type.vcpus(),
                type.memoryGib(),
                0,
                model,
                type.architecture(),
                type.marks());
        draft.replaceType(number, CatalogDraft.withMark(withoutGpus, Mark.OTHER_ACCELERATOR));
        touched++;
      }
    }
    return touched;
  }

  private static boolean isOther(InstanceType type) {
    return switch (type.cloud()) {
      case "aws" -> AWS_FAMILIES.contains(family(type));
      case "azure" -> type.name().startsWith("Standard_NP");
      default -> false;
    };
  }

  private static String family(InstanceType type) {
    int dot = type.name().indexOf('.');
    return dot < 0 ? type.name() : type.name().substring(0, dot);
  }
}
