package io.novacron.core.internal.account;

import io.novacron.api.error.Category;
import io.novacron.api.packing.PoolOccupancy;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.placement.PlacementAccount;
import io.novacron.core.internal.placement.PlacementAccounts;
import io.novacron.core.internal.time.Timer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /** How long a successor of a provider that went away is awaited before work goes elsewhere. */
  private static final Duration SUCCESSION = Duration.ofSeconds(15);

  /** How long the chosen version may take to come after a start, before another serves. */
  private static final Duration CHOSEN_COMES = Duration.ofSeconds(10);

  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final SimulatorMode simulator;
  private final BooleanSupplier configurationExpected;
  private final Clock clock;
  private final Timer timer;
  private final Executor serial;
  private final Executor executor;
  private final HealthMonitor health;
  private final ProviderOpener opener;
  private final ProviderVersions versions = new ProviderVersions();
  private final SwapTools tools;
  private final Map<String, ProviderSwap> swaps = new ConcurrentHashMap<>();
  private final List<Runnable> versionListeners = new CopyOnWriteArrayList<>();
  private final Instant startedAt;
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
    this.clock = clock;
    this.timer = timer;
    this.serial = serial;
    this.executor = executor;
    this.health = new HealthMonitor(clock, timer);
    this.opener = new ProviderOpener(directories, environments, clock, timer, meter);
    this.tools =
        new SwapTools(
            versions,
            opener,
            new HealthProbe(clock),
            clock,
            timer,
            serial,
            executor,
            this::swapped);
    this.startedAt = clock.instant();
  }

  /** A provider factory has come. */
  public void add(ProviderFactory factory) {
    add(factory, factory.descriptor().type());
  }

  /**
   * A provider factory has come.
   *
   * @param origin what it came in, such as the name of a file
   */
  public void add(ProviderFactory factory, String origin) {
    versions.add(factory, origin);
    LOG.info(
        "provider came type={} version={}",
        factory.descriptor().type(),
        factory.descriptor().version());
    serial.execute(this::reconcile);
    versionListeners.forEach(Runnable::run);
  }

  /**
   * A provider factory has gone. When this returns, nothing of it is called any more, and calls
   * under way have become unknown outcomes.
   *
   * @return completes when all its providers are closed
   */
  public CompletionStage<Void> remove(ProviderFactory factory) {
    versions.remove(factory);
    String type = factory.descriptor().type();
    LOG.info("provider went type={} version={}", type, factory.descriptor().version());
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (AccountSlot slot : slots.values()) {
      AccountSlot.Serving serving = slot.serving();
      if (serving != null && serving.factory() == factory) {
        closing.add(vanished(slot, type).toCompletableFuture());
      }
    }
    ProviderSwap swap = swaps.get(type);
    if (swap != null) {
      closing.add(swap.vanished(factory).toCompletableFuture());
    }
    serial.execute(this::reconcile);
    versionListeners.forEach(Runnable::run);
    return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
  }

  /**
   * A provider that was ready is likely replaced, as by a new bundle; others are missed at once.
   */
  private CompletionStage<Void> vanished(AccountSlot slot, String type) {
    if (!slot.state().takesWork()) {
      return stop(slot, slot.given(), Account.State.WAITING_FOR_PROVIDER, absent(type));
    }
    timer.after(
        SUCCESSION,
        () ->
            serial.execute(
                () -> {
                  slot.notSucceeded(absent(type));
                  reconcile();
                }));
    return stop(
        slot,
        slot.given(),
        Account.State.SWAPPING,
        "its provider went away, and a successor is awaited for " + SUCCESSION.toSeconds() + " s");
  }

  private void swapped(AccountSlot slot, AccountSlot.Serving serving) {
    if (closed || !versions.contains(serving.factory())) {
      vanished(slot, slot.given().provider());
      return;
    }
    listeners.forEach(listener -> listener.accept(slot.name()));
    health.watch(slot, serving);
  }

  /** The versions that are there, and which of them serve. */
  public ProviderVersions versions() {
    return versions;
  }

  /** The swap of a type that is under way; empty while there is none. */
  public Optional<ProviderSwap> swapping(String type) {
    return Optional.ofNullable(swaps.get(type));
  }

  /** The names of the accounts of a tenant that a version serves, sorted. */
  public List<String> served(ProviderFactory version, String tenant) {
    return slots.values().stream()
        .filter(slot -> slot.given().tenant().equals(tenant))
        .filter(
            slot -> {
              AccountSlot.Serving serving = slot.serving();
              return serving != null && serving.factory() == version;
            })
        .map(AccountSlot::name)
        .toList();
  }

  /** Whether it is open how an account of a type is, so that its versions cannot be compared. */
  public boolean settling(String type) {
    return slots.values().stream()
        .filter(slot -> slot.given().provider().equals(type))
        .anyMatch(
            slot ->
                slot.state() == Account.State.CONNECTING || slot.state() == Account.State.SWAPPING);
  }

  /** The recorded choices of versions are known: what waited for them goes on. */
  public void choicesKnown() {
    versions.choicesKnown();
    serial.execute(this::reconcile);
    versionListeners.forEach(Runnable::run);
  }

  /** Hears of provider versions that come or go; must return at once. */
  public Runnable onVersions(Runnable listener) {
    versionListeners.add(listener);
    return () -> versionListeners.remove(listener);
  }

  /**
   * Gets the accounts of a type to another version of their provider.
   *
   * @param target the version, which is there
   * @return the swap; a type without a version that serves gets the target at once
   */
  public CompletionStage<ProviderSwap> swap(ProviderFactory target) {
    CompletableFuture<ProviderSwap> begun = new CompletableFuture<>();
    serial.execute(() -> swap(target, begun));
    return begun;
  }

  private void swap(ProviderFactory target, CompletableFuture<ProviderSwap> begun) {
    String type = target.descriptor().type();
    ProviderSwap draining = swaps.get(type);
    if (draining != null) {
      // One after the other, so that a version that goes is always told to the swap that has it.
      draining.ended().whenComplete((done, failure) -> serial.execute(() -> swap(target, begun)));
      return;
    }
    ProviderFactory former = versions.serving(type);
    ProviderSwap swap =
        new ProviderSwap(
            tools,
            former == null ? target : former,
            target,
            former == target ? List.of() : slots.values());
    swaps.put(type, swap);
    swap.ended()
        .whenComplete(
            (done, failure) -> {
              swaps.remove(type, swap);
              if (!closed) {
                serial.execute(this::reconcile);
              }
            });
    swap.start();
    begun.complete(swap);
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

  /**
   * The accounts of all tenants by name, whatever their state, without the figures of their calls.
   */
  public List<Account> everyAccount() {
    return slots.values().stream().map(AccountSlot::withoutFigures).toList();
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
        .filter(account -> account.state().takesWork() && account.cloud() != null)
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
    ProviderFactory factory = versions.serving(account.provider());
    return account.embedded()
        || (factory != null && !factory.descriptor().embeddedAccounts().isEmpty());
  }

  @Override
  public Optional<Served> find(String account) {
    AccountSlot slot = slots.get(account);
    return slot == null ? Optional.empty() : slot.served();
  }

  @Override
  public CompletionStage<Optional<Served>> await(String account) {
    AccountSlot slot = slots.get(account);
    if (slot == null || slot.serving() != null || slot.state() != Account.State.SWAPPING) {
      return CompletableFuture.completedFuture(find(account));
    }
    CompletableFuture<Optional<Served>> served = new CompletableFuture<>();
    Runnable deaf =
        onServed(
            name -> {
              if (name.equals(account)) {
                served.complete(find(account));
              }
            });
    Timer.Cancellation limit = timer.after(SUCCESSION, () -> served.complete(find(account)));
    // It may have come between the look and the hearing.
    Optional<Served> come = find(account);
    if (come.isPresent()) {
      served.complete(come);
    }
    return served.whenComplete(
        (found, failure) -> {
          limit.cancel();
          deaf.run();
        });
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
    for (String type : versions.types()) {
      ProviderFactory factory = awaitsChosen(type) ? null : versions.take(type);
      if (factory != null && embeddedWanted()) {
        factory
            .descriptor()
            .embeddedAccounts()
            .forEach(each -> wanted.putIfAbsent(each.name(), GivenAccount.embedded(each)));
      }
    }
    for (AccountSlot slot : slots.values()) {
      if (!wanted.containsKey(slot.name()) && !awaitsSuccessor(slot)) {
        slots.remove(slot.name());
        stop(slot, slot.given(), Account.State.WAITING_FOR_PROVIDER, "the account was removed");
        LOG.info("account removed account={}", slot.name());
      }
    }
    wanted.values().forEach(this::reconcile);
  }

  /** A simulated account exists by its provider, which is likely back in a moment. */
  private boolean awaitsSuccessor(AccountSlot slot) {
    return slot.given().embedded()
        && slot.state() == Account.State.SWAPPING
        && versions.serving(slot.given().provider()) == null
        && embeddedWanted();
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
    if (slot.closing() || slot.swapping()) {
      // Comes again when that has ended: two must not hold the same files.
      return;
    }
    ProviderFactory factory = versions.serving(given.provider());
    AccountSlot.Serving serving = slot.serving();
    if (factory == null) {
      if (!given.errors().isEmpty()) {
        refuse(slot, given, String.join("; ", given.errors()));
      } else if (slot.state() != Account.State.SWAPPING) {
        stop(slot, given, Account.State.WAITING_FOR_PROVIDER, absent(given.provider()));
      }
      return;
    }
    AccountConfiguration configuration;
    try {
      configuration = ProviderOpener.configuration(given, factory);
    } catch (NotOpenedException e) {
      refuse(slot, given, e.why());
      return;
    }
    if (serving == null) {
      open(slot, given, factory, configuration);
    } else if (serving.factory() != factory || !serving.configuration().equals(configuration)) {
      stop(slot, given, Account.State.CONNECTING, null);
    }
  }

  /**
   * After a start, bundles come one by one: the first must not serve for a moment what was chosen
   * for another.
   */
  private boolean awaitsChosen(String type) {
    Duration waited = Duration.between(startedAt, clock.instant());
    if (versions.serving(type) != null
        || !versions.lacksChosen(type)
        || waited.compareTo(CHOSEN_COMES) >= 0) {
      return false;
    }
    timer.after(CHOSEN_COMES.minus(waited), () -> serial.execute(this::reconcile));
    return true;
  }

  private void refuse(AccountSlot slot, GivenAccount given, String why) {
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
    AccountSlot.Serving serving;
    try {
      serving = opener.open(slot, factory, configuration);
    } catch (NotOpenedException e) {
      notOpened(slot, given, e.category(), e.why());
      return;
    }
    slot.serve(given, serving);
    if (closed || !versions.contains(factory)) {
      stop(slot, given, Account.State.WAITING_FOR_PROVIDER, absent(given.provider()));
      return;
    }
    listeners.forEach(listener -> listener.accept(given.name()));
    health.watch(slot, serving);
  }

  private void notOpened(AccountSlot slot, GivenAccount given, Category category, String why) {
    if (category == Category.INVALID) {
      refuse(slot, given, why);
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
        .retire(reason, SwapTools.QUIESCE, executor)
        .whenComplete(
            (done, failure) -> {
              slot.closing(false);
              if (!closed) {
                serial.execute(this::reconcile);
              }
            });
  }

  private static String absent(String type) {
    return "no provider of type " + type + " is there; put its bundle into deploy/";
  }
}
