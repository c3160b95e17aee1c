package io.novacron.api.placement;

import java.util.Objects;

/**
 * A factor that can be weighed now.
 *
 * @param definition what it is
 * @param source name of what fills it
 */
public record LiveFactor(FactorDefinition definition, String source) {
  public LiveFactor {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(source, "source");
  }
}
