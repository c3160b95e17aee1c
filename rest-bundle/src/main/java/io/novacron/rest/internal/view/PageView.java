package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param <T> shape of the items
 */
public record PageView<T>(
    List<T> items,
    // Always there, so that a client can tell a last page from a field that it misspelt.
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextPageToken) {

  /** A page of shapes from a page of values. */
  public static <V, T> PageView<T> of(Page<V> page, Function<? super V, T> shape) {
    return new PageView<>(page.items().stream().<T>map(shape).toList(), page.nextPageToken());
  }
}
