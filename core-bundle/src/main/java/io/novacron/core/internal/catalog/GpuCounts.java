package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;

/**
 * Sets the GPUs of types for which the source has none though there are some, or a whole one where
 * a machine gets a part, to the vendor's specification, which a table lists.
 */
final class GpuCounts implements CatalogRule {
  private static final int CLOUD = 0;
  private static final int TYPE = 1;
  private static final int GPUS = 2;
  private static final int MODEL = 3;

  private final Table specifications;

  GpuCounts(Table specifications) {
    this.specifications = specifications;
  }

  @Override
  public String name() {
    return "gpu-counts";
  }

  @Override
  public int apply(CatalogDraft draft) {
    int touched = 0;
    for (Table.Row row : specifications) {
      int number = draft.type(row.text(CLOUD), row.text(TYPE));
      if (number == CatalogDraft.NONE) {
        throw row.wrong("there is no such type: " + row.text(TYPE), null);
      }
      InstanceType type = draft.types().get(number);
      InstanceType counted =
          new InstanceType(
              type.cloud(),
              type.name(),
              type.vcpus(),
              type.memoryGib(),
              row.decimal(GPUS),
              row.text(MODEL),
              type.architecture(),
              type.marks());
      draft.replaceType(number, CatalogDraft.withMark(counted, Mark.GPU_CORRECTED));
      touched++;
    }
    return touched;
  }
}
