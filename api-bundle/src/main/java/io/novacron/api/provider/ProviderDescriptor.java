package io.novacron.api.provider;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a provider bundle says of itself.
 *
 * @param type short name, such as {@code aws}; accounts refer to it
 * @param version version of the bundle that implements it
 * @param configurationKeys the settings that its accounts take
 * @param capabilities what it can do beyond the basics
 * @param idempotency what keeps a repeated create from making a second machine
 * @param visibilityBound how long after a create an answer of "not there" may still be wrong
 * @param embeddedAccounts accounts that need no credentials and exist by themselves; empty for a
 *     real cloud
 */
public record ProviderDescriptor(
    String type,
    String version,
    List<ConfigurationKey> configurationKeys,
    Set<Capability> capabilities,
    Idempotency idempotency,
    Duration visibilityBound,
    List<AccountConfiguration> embeddedAccounts) {
  public ProviderDescriptor {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    configurationKeys = List.copyOf(configurationKeys);
    capabilities = Set.copyOf(capabilities);
    Objects.requireNonNull(idempotency, "idempotency");
    Objects.requireNonNull(visibilityBound, "visibilityBound");
    embeddedAccounts = List.copyOf(embeddedAccounts);
  }

  /** What the cloud honours on a create. */
  public enum Idempotency {
    /** A token: the same token gives the same machine. */
    TOKEN,
    /** A name: a second machine of the name cannot be made. */
    NAME,
    /** Nothing: a create may be repeated only after the visibility bound. */
    NONE
  }
}
