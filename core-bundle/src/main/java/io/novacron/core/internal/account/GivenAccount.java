package io.novacron.core.internal.account;

import io.novacron.api.provider.AccountConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An account as somebody asked for it, before its provider has a say.
 *
 * @param name name
 * @param tenant tenant that may use it
 * @param provider provider type
 * @param settings the rest, for the provider
 * @param source where it comes from, such as {@code etc/io.novacron.account-prod.cfg}
 * @param embedded whether it exists by itself
 * @param errors what is wrong whatever the provider says
 */
record GivenAccount(
    String name,
    String tenant,
    String provider,
    Map<String, String> settings,
    String source,
    boolean embedded,
    List<String> errors) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final String NONE = "none";

  GivenAccount {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(provider, "provider");
    settings = Map.copyOf(settings);
    Objects.requireNonNull(source, "source");
    errors = List.copyOf(errors);
  }

  /** One that a provider brings along. */
  static GivenAccount embedded(AccountConfiguration configuration) {
    return new GivenAccount(
        configuration.name(),
        configuration.tenant(),
        configuration.provider(),
        configuration.settings(),
        "the provider " + configuration.provider(),
        true,
        List.of());
  }

  /**
   * One that was configured; {@code provider} and {@code tenant} are ours, all else the provider's.
   */
  static GivenAccount configured(String name, String source, Map<String, String> properties) {
    Map<String, String> settings = new HashMap<>(properties);
    List<String> errors = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      errors.add(
          "the account's name must be 1 to 63 lower-case letters, digits and hyphens but is \""
              + name
              + "\"");
    }
    String provider = settings.remove("provider");
    if (provider == null || !NAME.matcher(provider.trim()).matches()) {
      errors.add("provider must be the type of a provider, such as aws, azure, gcp or simulator");
    }
    String tenant = settings.remove("tenant");
    String owner = tenant == null ? "default" : tenant.trim();
    if (!NAME.matcher(owner).matches()) {
      errors.add("tenant must be 1 to 63 lower-case letters, digits and hyphens");
    }
    return new GivenAccount(
        name, owner, provider == null ? NONE : provider.trim(), settings, source, false, errors);
  }
}
