package io.novacron.shell.internal;

import io.novacron.api.store.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads a list page by page up to a limit. */
final class Pages {
  private static final int LARGEST = 1000;
  private static final int SCREENFUL = 100;

  private final int limit;

  private Pages(int limit) {
    this.limit = limit;
  }

  /**
   * A list of a command.
   *
   * @param limit the option {@code --limit}; absent for a hundred for a person, and all for a
   *     program
   */
  static Pages of(@Nullable String limit, Values values, Output out) {
    if (limit != null) {
      return new Pages(values.count("--limit", limit));
    }
    return new Pages(out.forPeople() ? SCREENFUL : Integer.MAX_VALUE);
  }

  /** As many items as the limit allows, and the token of what follows. */
  <T> Page<T> read(Source<T> source) throws InterruptedException {
    List<T> items = new ArrayList<>();
    @Nullable String token = null;
    do {
      Page<T> page = Answers.get(source.page(Math.min(LARGEST, limit - items.size()), token));
      items.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null && items.size() < limit);
    return new Page<>(items, token);
  }

  /** Tells that there is more than was read. */
  void noteMore(Page<?> page, Output out) {
    if (page.nextPageToken() != null) {
      out.note("These are the first " + limit + "; --limit " + 10L * limit + " shows more.");
    }
  }

  /** Something that is read in pages. */
  interface Source<T> {
    CompletionStage<Page<T>> page(int size, @Nullable String token);
  }
}
