package io.novacron.core.internal.version;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.store.Query;

/** How much of a list may be asked for at once. */
public final class PageSize {
  private PageSize() {}

  /**
   * The size itself, when it is legal.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID when it is not
   */
  public static int legal(int pageSize) {
    if (pageSize < 1 || pageSize > Query.MOST) {
      throw Problem.builder("invalid-page-size", Category.INVALID, "The page size is not legal.")
          .error("pageSize", "must be 1 to " + Query.MOST)
          .toException();
    }
    return pageSize;
  }
}
