package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.time.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Makes providers for accounts and puts them behind guards. Safe for use by many threads. */
final class ProviderOpener {
  private final Function<AccountConfiguration, Path> directories;
  private final Function<Path, ProviderEnvironment> environments;
  private final Clock clock;
  private final Timer timer;
  private final CallMeter meter;

  ProviderOpener(
      Function<AccountConfiguration, Path> directories,
      Function<Path, ProviderEnvironment> environments,
      Clock clock,
      Timer timer,
      CallMeter meter) {
    this.directories = directories;
    this.environments = environments;
    this.clock = clock;
    this.timer = timer;
    this.meter = meter;
  }

  /**
   * The settings of an account as a factory takes them.
   *
   * @throws NotOpenedException with INVALID when they are wrong
   */
  static AccountConfiguration configuration(GivenAccount given, ProviderFactory factory)
      throws NotOpenedException {
    List<String> errors = given.errors();
    if (errors.isEmpty()) {
      SettingsValidator.Result result =
          SettingsValidator.validate(given.settings(), factory.descriptor().configurationKeys());
      errors = result.errors();
      if (errors.isEmpty()) {
        return new AccountConfiguration(
            given.name(), given.tenant(), given.provider(), result.settings());
      }
    }
    throw new NotOpenedException(Category.INVALID, String.join("; ", errors));
  }

  /**
   * Makes a provider for an account.
   *
   * @throws NotOpenedException when the provider, or its directory, does not permit it
   */
  AccountSlot.Serving open(
      AccountSlot slot, ProviderFactory factory, AccountConfiguration configuration)
      throws NotOpenedException {
    Provider provider;
    try {
      Path directory = directories.apply(configuration);
      Files.createDirectories(directory);
      provider = factory.create(configuration, environments.apply(directory));
    } catch (ProblemException e) {
      throw new NotOpenedException(e.problem().category(), e.problem().detail());
    } catch (IOException | UncheckedIOException e) {
      throw new NotOpenedException(Category.UNAVAILABLE, "its directory cannot be made: " + e);
    } catch (RuntimeException | LinkageError e) {
      throw new NotOpenedException(Category.INTERNAL, "its provider broke off: " + e);
    }
    CallGuard guard = new CallGuard(slot.name(), clock, timer, slot.window(), meter);
    return new AccountSlot.Serving(
        factory, configuration, new GuardedProvider(slot.name(), provider, guard), guard);
  }
}
