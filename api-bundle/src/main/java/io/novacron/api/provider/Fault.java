package io.novacron.api.provider;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault in force.
 *
 * @param id id to clear it by
 * @param request what was asked for
 * @param since when it was put in force
 * @param remaining how many more calls it will hit, absent when there is no end
 * @param hits how many calls it has hit
 */
public record Fault(
    String id, FaultRequest request, Instant since, @Nullable Integer remaining, long hits) {
  public Fault {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(since, "since");
  }
}
