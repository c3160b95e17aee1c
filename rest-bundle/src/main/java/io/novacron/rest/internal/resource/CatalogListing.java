package io.novacron.rest.internal.resource;

import io.novacron.rest.internal.http.Cursor;
import io.novacron.rest.internal.http.PageParameters;
import io.novacron.rest.internal.http.RejectedException;
import io.novacron.rest.internal.view.PageView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbered things of a catalog, shown page by page. A page token is the number to go on from.
 *
 * @param size how many there are, before any filter
 * @param filter tells which numbers to show
 * @param shape shows a number
 * @param <T> shape of the items
 */
record CatalogListing<T>(int size, IntPredicate filter, IntFunction<T> shape) {
  /**
   * One page.
   *
   * @param cursor page tokens of this list of this catalog
   */
  PageView<T> page(Cursor cursor, PageParameters page) {
    List<T> items = new ArrayList<>();
    int next = start(cursor.position(page.token()));
    for (; next < size && items.size() < page.size(); next++) {
      if (filter.test(next)) {
        items.add(shape.apply(next));
      }
    }
    while (next < size && !filter.test(next)) {
      next++;
    }
    return new PageView<>(items, next < size ? cursor.token(Integer.toString(next)) : null);
  }

  private static int start(@Nullable String position) {
    try {
      return position == null ? 0 : Integer.parseUnsignedInt(position);
    } catch (NumberFormatException e) {
      throw RejectedException.parameter(
          "pageToken", "must be the nextPageToken of an earlier page, unchanged");
    }
  }
}
