package io.novacron.core.internal.batch;

import java.util.List;

/**
 * Neighbouring items as they were asked for, kept in one record that never changes.
 *
 * @param first number of the first of them
 * @param items the items
 */
record ItemRequests(int first, List<ItemRequest> items) {
  ItemRequests {
    items = List.copyOf(items);
  }
}
