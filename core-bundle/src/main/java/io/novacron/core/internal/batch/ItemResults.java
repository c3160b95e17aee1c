package io.novacron.core.internal.batch;

import io.novacron.api.operation.ItemResult;
import java.util.List;

/**
 * How far neighbouring items are, kept in one record.
 *
 * @param items their results
 */
record ItemResults(List<ItemResult> items) {
  ItemResults {
    items = List.copyOf(items);
  }
}
