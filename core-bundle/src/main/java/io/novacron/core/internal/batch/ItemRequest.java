package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item as it was asked for, as it is kept.
 *
 * @param item the item, without what may be secret in it
 * @param sealed what may be secret, encrypted; absent when there is nothing
 */
public record ItemRequest(BatchItem item, @Nullable String sealed) {
  public ItemRequest {
    Objects.requireNonNull(item, "item");
  }
}
