package io.novacron.api.provider;

import java.util.Map;
import java.util.Objects;

/**
 * What an account is made of: a name, a tenant, and the settings of its provider.
 *
 * @param name unique name of 1 to 63 lower-case letters, digits and hyphens
 * @param tenant tenant that may use it
 * @param provider provider type, such as {@code simulator}
 * @param settings values by key; complete with defaults and validated when a provider gets them
 */
public record AccountConfiguration(
    String name, String tenant, String provider, Map<String, String> settings) {
  public AccountConfiguration {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(provider, "provider");
    settings = Map.copyOf(settings);
  }
}
