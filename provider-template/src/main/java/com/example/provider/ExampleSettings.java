package com.example.provider;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ConfigurationKey;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The settings of an account. The control plane has validated them against the keys.
 *
 * @param region the region, as the catalog names it
 * @param pageSize how many machines a page of a list has
 * @param startMillis how long a machine takes to start
 */
record ExampleSettings(String region, int pageSize, int startMillis) {
  static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.requiredWord(
              "region", Set.of(), "The region of the machines: the one of your pool of hosts."),
          ConfigurationKey.integer(
              "pageSize", 50, 1, 1_000, "machines", "How many machines are listed with one call."),
          ConfigurationKey.integer(
              "startMillis", 1_000, 0, 600_000, "ms", "How long a machine takes to start."));

  static ExampleSettings of(AccountConfiguration account) {
    return new ExampleSettings(
        value(account, "region"),
        Integer.parseInt(value(account, "pageSize")),
        Integer.parseInt(value(account, "startMillis")));
  }

  private static String value(AccountConfiguration account, String key) {
    return Objects.requireNonNull(account.settings().get(key), key);
  }
}
