package io.novacron.core.internal.account;

import java.util.Map;
import java.util.Objects;

/**
 * Which version of a provider type was chosen, and what became of the others that were there. A
 * version that is neither is news: when it is newer, it takes over.
 *
 * @param type provider type
 * @param version the chosen version
 * @param passedOver versions that were there and were not chosen
 */
public record ProviderChoice(String type, String version, Map<String, PassedOver> passedOver) {
  public ProviderChoice {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    passedOver = Map.copyOf(passedOver);
  }

  /**
   * Why a version was not chosen.
   *
   * @param unhealthy whether it failed its health check
   * @param reason the reason, as a sentence
   */
  public record PassedOver(boolean unhealthy, String reason) {
    public PassedOver {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
