package io.novacron.api.provider;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault to be put in force.
 *
 * @param name which fault, such as {@code lost-reply}; the simulator says which there are when it
 *     is given another
 * @param account account concerned, or absent for all simulated ones
 * @param region region concerned, or absent for all
 * @param action call concerned, such as {@code create}, or absent for all
 * @param times after how many calls it ends by itself, 1 or more; absent for never
 * @param parameters further values by name, such as {@code retryAfterMillis}
 */
public record FaultRequest(
    String name,
    @Nullable String account,
    @Nullable String region,
    @Nullable String action,
    @Nullable Integer times,
    Map<String, String> parameters) {
  public FaultRequest {
    Objects.requireNonNull(name, "name");
    parameters = Map.copyOf(parameters);
  }
}
