package io.novacron.core.internal.component;

import io.novacron.api.health.ReadinessCheck;
import io.novacron.core.internal.account.AccountRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ready when the first health of each account is known. While the node starts, an account whose
 * provider is not there yet is waited for; later it is only a part that is missing.
 */
final class AccountReadiness implements ReadinessCheck {
  private static final Duration START = Duration.ofSeconds(15);

  private final AccountRegistry registry;
  private final Clock clock;
  private final Instant startEnds;

  AccountReadiness(AccountRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.startEnds = clock.instant().plus(START);
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public Optional<String> problem() {
    Optional<String> unknown = registry.unknown();
    return unknown.isEmpty() && clock.instant().isBefore(startEnds) ? registry.waiting() : unknown;
  }
}
