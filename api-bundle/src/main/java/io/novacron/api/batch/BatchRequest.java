package io.novacron.api.batch;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a batch asks for.
 *
 * @param items the changes; 1 to {@link #MOST_ITEMS}
 * @param policy what becomes of it when some fail
 * @param minimum how many must succeed, 1 to the number of items; given with {@link
 *     BatchPolicy#AT_LEAST} only
 */
public record BatchRequest(List<BatchItem> items, BatchPolicy policy, @Nullable Integer minimum) {
  /** The most items of one batch. */
  public static final int MOST_ITEMS = 1000;

  public BatchRequest {
    items = List.copyOf(items);
    Objects.requireNonNull(policy, "policy");
  }
}
