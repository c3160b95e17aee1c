package io.novacron.rest.internal.resource;

import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.RejectedException;
import io.novacron.rest.internal.view.PageView;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list in memory that may change between two pages, shown page by page in its own order. A page
 * token names the last item that was shown, so that what comes or goes before it moves nothing.
 * When that item itself has gone, a list in the order of its keys goes on where it would be, and
 * any other at its former place.
 *
 * @param items all of them, in order
 * @param key names an item within the list
 * @param order the order of the keys that the list has; absent when it has another order
 * @param <T> the items
 */
record KeyedListing<T>(List<T> items, Function<T, String> key, @Nullable Comparator<String> order) {
  private static final char SEPARATOR = ' ';

  /**
   * One page.
   *
   * @param cursor page tokens of this list with its filters
   * @param shape shows an item
   */
  <V> PageView<V> page(Cursor cursor, PageParameters page, Function<T, V> shape) {
    int start = start(cursor.position(page.token()));
    int end = Math.min(start + page.size(), items.size());
    return new PageView<>(
        items.subList(start, end).stream().map(shape).toList(),
        end < items.size() ? cursor.token(position(end - 1)) : null);
  }

  private String position(int last) {
    return Integer.toString(last) + SEPARATOR + key.apply(items.get(last));
  }

  private int start(@Nullable String position) {
    if (position == null) {
      return 0;
    }
    int separator = position.indexOf(SEPARATOR);
    String last = position.substring(separator + 1);
    for (int i = 0; i < items.size(); i++) {
      String here = key.apply(items.get(i));
      if (here.equals(last)) {
        return i + 1;
      }
      if (order != null && order.compare(here, last) > 0) {
        return i;
      }
    }
    if (order != null) {
      return items.size();
    }
    try {
      return Math.min(
          Integer.parseUnsignedInt(position.substring(0, Math.max(0, separator))), items.size());
    } catch (NumberFormatException e) {
      throw RejectedException.parameter(
          "pageToken", "must be the nextPageToken of an earlier page, unchanged");
    }
  }
}
