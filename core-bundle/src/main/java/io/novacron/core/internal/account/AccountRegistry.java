package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.placement.PlacementAccounts;
import io.novacron.core.internal.time.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins what is configured with the provider factories that are there: makes providers, watches
 * them, and takes them out of service when their factory or their settings go. Changes are worked
 * off one after the other on a serial executor; questions are answered from memory. Safe for use by
 * many threads.
 */
public final class AccountRegistry implements ProviderDirectory, PlacementAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(AccountRegistry.class);
  private static final Duration QUIESCE = Duration.ofMillis(1500);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final SimulatorMode simulator;
  private final BooleanSupplier configurationExpected;
  private final Function<AccountConfiguration, Path> directories;
  private final Function<Path, ProviderEnvironment> environments;
  private final Clock clock;
  private final Timer timer;
  private final Executor serial;
  private final Executor executor;
  private final CallMeter meter;
  private final HealthMonitor health;
  private final List<ProviderFactory> factories = new CopyOnWriteArrayList<>();
  private final Map<String, GivenAccount> configured = new ConcurrentHashMap<>();
  private final Map<String, AccountSlot> slots = new ConcurrentSkipListMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Makes a registry without accounts.
   *
   * @param simulator whether simulated accounts exist by themselves
   * @param configurationExpected whether there are files of accounts that may not have been told of
   *     yet, so that simulated accounts do not flash up before them
   * @param directories where an account's provider keeps its files
   * @param environments what is lent to a provider that has this directory
   * @param clock the time
   * @param timer for checks and deadlines
   * @param serial works off changes, one at a time
   * @param executor closes providers
   * @param meter hears of every call
   */
  public AccountRegistry(
      SimulatorMode simulator,
      BooleanSupplier configurationExpected,
      Function<AccountConfiguration, Path> directories,
      Function<Path, ProviderEnvironment> environments,
      Clock clock,
      Timer timer,
      Executor serial,
      Executor executor,
      CallMeter meter) {
    this.simulator = simulator;
    this.configurationExpected = configurationExpected;
    this.directories = directories;
    this.environments = environments;
    this.clock = clock;
    this.timer = timer;
    this.serial = serial;
    this.executor = executor;
    this.meter = meter;
    this.health = new HealthMonitor(clock, timer);
  }

  /** A provider factory has come. */
  public void add(ProviderFactory factory) {
    factories.add(factory);
    LOG.info(
        "provider came type={} version={}",
        factory.descriptor().type(),
        factory.descriptor().version());
    serial.execute(this::reconcile);
  }

  /**
   * A provider factory has gone. When this returns, nothing of it is called any more, and calls
   * under way have become unknown outcomes.
   *
   * @return completes when all its providers are closed
   */
  public CompletionStage<Void> remove(ProviderFactory factory) {
    factories.remove(factory);
    String type = factory.descriptor().type();
    LOG.info("provider went type={} version={}", type, factory.descriptor().version());
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (AccountSlot slot : slots.values()) {
      AccountSlot.Serving serving = slot.serving();
      if (serving != null && serving.factory() == factory) {
        closing.add(
            stop(slot, slot.given(), Account.State.WAITING_FOR_PROVIDER, absent(type))
                .toCompletableFuture());
      }
    }
    serial.execute(this::reconcile);
    return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
  }

  /**
   * An account was configured, or configured anew.
   *
   * @param name name of the account
   * @param source where the settings come from, for messages
   * @param properties the settings
   */
  public void configure(String name, String source, Map<String, String> properties) {
    configured.put(name, GivenAccount.configured(name, source, properties));
    serial.execute(this::reconcile);
  }

  /** An account is no longer configured. */
  public void unconfigure(String name) {
    configured.remove(name);
    serial.execute(this::reconcile);
  }

  /** All accounts of a tenant by name, whatever their state, with the figures of their calls. */
  public List<Account> accounts(String tenant) {
    return slots.values().stream()
        .map(AccountSlot::toAccount)
        .filter(account -> account.tenant().equals(tenant))
        .toList();
  }

  /**
   * All accounts of a tenant by name, whatever their state, without the figures of their calls,
   * which take too long to be computed for every create.
   */
  public List<Account> accountsWithoutFigures(String tenant) {
    return slots.values().stream()
        .map(AccountSlot::withoutFigures)
        .filter(account -> account.tenant().equals(tenant))
        .toList();
  }

  /** The accounts of all tenants that are ready, by name, without the figures of their calls. */
  public List<Account> ready() {
    return slots.values().stream()
        .map(AccountSlot::withoutFigures)
        .filter(account -> account.state() == Account.State.READY)
        .toList();
  }

  /** The quotas of all accounts that are ready, as they were last read, by account. */
  public List<KnownQuotas> quotas() {
    return slots.values().stream()
        .filter(slot -> slot.state() == Account.State.READY)
        .map(AccountSlot::quotas)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(KnownQuotas::account))
        .toList();
  }

  @Override
  public List<PlacementAccount> usable(String tenant) {
    return accountsWithoutFigures(tenant).stream()
        .filter(account -> account.state() == Account.State.READY)
        .map(
            account ->
                new PlacementAccount(
                    account.name(),
                    account.tenant(),
                    Objects.requireNonNull(account.cloud(), "cloud"),
                    account.provider(),
                    new HashSet<>(account.regions()),
                    simulated(account)))
        .toList();
  }

  /**
   * Accounts of a provider that brings accounts along are simulated, also when they are configured.
   */
  private boolean simulated(Account account) {
    ProviderFactory factory = factory(account.provider());
    return account.embedded()
        || (factory != null && !factory.descriptor().embeddedAccounts().isEmpty());
  }

  @Override
  public Optional<Served> find(String account) {
    AccountSlot slot = slots.get(account);
    return slot == null ? Optional.empty() : slot.served();
  }

  @Override
  public Runnable onServed(Consumer<String> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** The names of the accounts that fill pools of hosts. */
  public List<String> poolAccounts() {
    return slots.keySet().stream().filter(account -> !pools(account).isEmpty()).toList();
  }

  /** The pools of hosts that an account fills, as they are taken now. */
  public List<PoolOccupancy> pools(String account) {
    AccountSlot slot = slots.get(account);
    AccountSlot.Serving serving = slot == null ? null : slot.serving();
    return serving == null ? List.of() : serving.provider().pools();
  }

  /**
   * What keeps the accounts from being known, as a sentence; empty when the first health of each
   * is.
   */
  public Optional<String> unknown() {
    List<AccountSlot> all = List.copyOf(slots.values());
    if (all.isEmpty()) {
      return simulator == SimulatorMode.OFF && configured.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "there is no account yet; put etc/io.novacron.account-<name>.cfg, or a provider into deploy/");
    }
    return all.stream()
        .filter(slot -> slot.state() == Account.State.CONNECTING)
        .findFirst()
        .map(slot -> "the first health check of account " + slot.name() + " is under way");
  }

  /** Whether an account waits for its provider. */
  public Optional<String> waiting() {
    return slots.values().stream()
        .filter(slot -> slot.state() == Account.State.WAITING_FOR_PROVIDER)
        .findFirst()
        .map(slot -> "account " + slot.name() + " waits for its provider");
  }

  /**
   * Takes all providers out of service.
   *
   * @return completes when they are closed
   */
  public CompletionStage<Void> close() {
    closed = true;
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (AccountSlot slot : slots.values()) {
      closing.add(
          stop(slot, slot.given(), Account.State.WAITING_FOR_PROVIDER, "NovaCron is stopping")
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
  }

  private void reconcile() {
    if (closed) {
      return;
    }
    Map<String, GivenAccount> wanted = new TreeMap<>(configured);
    if (embeddedWanted()) {
      for (ProviderFactory factory : factories) {
        factory
            .descriptor()
            .embeddedAccounts()
            .forEach(each -> wanted.putIfAbsent(each.name(), GivenAccount.embedded(each)));
      }
    }
    for (AccountSlot slot : slots.values()) {
      if (!wanted.containsKey(slot.name())) {
        slots.remove(slot.name());
        stop(slot, slot.given(), Account.State.WAITING_FOR_PROVIDER, "the account was removed");
        LOG.info("account removed account={}", slot.name());
      }
    }
    wanted.values().forEach(this::reconcile);
  }

  private boolean embeddedWanted() {
    return switch (simulator) {
      case ON -> true;
      case OFF, WIRE -> false;
      case AUTO -> configured.isEmpty() && !configurationExpected.getAsBoolean();
    };
  }

  private void reconcile(GivenAccount given) {
    AccountSlot slot = slots.computeIfAbsent(given.name(), name -> new AccountSlot(given, clock));
    ProviderFactory factory = factory(given.provider());
    if (slot.closing()) {
      // Comes again when the former provider is closed: two must not hold the same files.
      return;
    }
    List<String> errors = given.errors();
    AccountConfiguration configuration = null;
    if (errors.isEmpty() && factory != null) {
      SettingsValidator.Result result =
          SettingsValidator.validate(given.settings(), factory.descriptor().configurationKeys());
      errors = result.errors();
      configuration =
          new AccountConfiguration(
              given.name(), given.tenant(), given.provider(), result.settings());
    }
    AccountSlot.Serving serving = slot.serving();
    if (!errors.isEmpty()) {
      refuse(slot, given, errors);
    } else if (factory == null || configuration == null) {
      stop(slot, given, Account.State.WAITING_FOR_PROVIDER, absent(given.provider()));
    } else if (serving == null) {
      open(slot, given, factory, configuration);
    } else if (serving.factory() != factory || !serving.configuration().equals(configuration)) {
      stop(slot, given, Account.State.CONNECTING, null);
    }
  }

  private void refuse(AccountSlot slot, GivenAccount given, List<String> errors) {
    String why = String.join("; ", errors);
    boolean inForce = slot.serving() != null;
    if (slot.refuse(given, why)) {
      LOG.error(
          "account refused account={} source={} error=\"{}\" effect=\"{}\"",
          given.name(),
          given.source(),
          why,
          inForce ? "the former settings stay in force" : "the account is left out");
    }
  }

  private void open(
      AccountSlot slot,
      GivenAccount given,
      ProviderFactory factory,
      AccountConfiguration configuration) {
    Provider provider;
    try {
      Path directory = directories.apply(configuration);
      Files.createDirectories(directory);
      provider = factory.create(configuration, environments.apply(directory));
    } catch (ProblemException e) {
      notOpened(slot, given, e.problem().category(), e.problem().detail());
      return;
    } catch (IOException | UncheckedIOException e) {
      notOpened(slot, given, Category.UNAVAILABLE, "its directory cannot be made: " + e);
      return;
    } catch (RuntimeException | LinkageError e) {
      notOpened(slot, given, Category.INTERNAL, "its provider broke off: " + e);
      return;
    }
    CallGuard guard = new CallGuard(given.name(), clock, timer, slot.window(), meter);
    AccountSlot.Serving serving =
        new AccountSlot.Serving(
            factory, configuration, new GuardedProvider(given.name(), provider, guard), guard);
    slot.serve(given, serving);
    if (closed || !factories.contains(factory)) {
      stop(slot, given, Account.State.WAITING_FOR_PROVIDER, absent(given.provider()));
      return;
    }
    listeners.forEach(listener -> listener.accept(given.name()));
    health.watch(slot, serving);
  }

  private void notOpened(AccountSlot slot, GivenAccount given, Category category, String why) {
    if (category == Category.INVALID) {
      refuse(slot, given, List.of(why));
      return;
    }
    slot.stop(given, Account.State.UNHEALTHY, why);
    LOG.error(
        "account not opened account={} source={} error=\"{}\" effect=\"tries again in {} s\"",
        given.name(),
        given.source(),
        why,
        TRY_AGAIN.toSeconds());
    timer.after(TRY_AGAIN, () -> serial.execute(this::reconcile));
  }

  private CompletionStage<Void> stop(
      AccountSlot slot, GivenAccount given, Account.State state, @Nullable String why) {
    AccountSlot.Serving former = slot.stop(given, state, why);
    if (former == null) {
      return CompletableFuture.completedFuture(null);
    }
    slot.closing(true);
    String reason = why == null ? "the settings of account " + slot.name() + " changed" : why;
    return former
        .provider()
        .retire(reason, QUIESCE, executor)
        .whenComplete(
            (done, failure) -> {
              slot.closing(false);
              if (!closed) {
                serial.execute(this::reconcile);
              }
            });
  }

  /**
   * The factory that new work goes to: the highest version, and of equals the one that came last.
   */
  private @Nullable ProviderFactory factory(String type) {
    ProviderFactory best = null;
    for (ProviderFactory factory : factories) {
      if (factory.descriptor().type().equals(type)
          && (best == null
              || VERSIONS.compare(factory.descriptor().version(), best.descriptor().version())
                  >= 0)) {
        best = factory;
      }
    }
    return best;
  }

  /** Dotted numbers by value, then the qualifier as text. */
  private static final Comparator<String> VERSIONS = AccountRegistry::compareVersions;

  private static int compareVersions(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order =
          left[i].matches("\\d{1,9}") && right[i].matches("\\d{1,9}")
              ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static String absent(String type) {
    return "no provider of type " + type + " is there; put its bundle into deploy/";
  }
}
