package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Coverage;
import io.novacron.api.inventory.RegionView;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the machines in a region of an account again and again, one list at a time, and has its
 * volumes and snapshots listed. Safe for use by many threads; its lock is held for looks into
 * memory only.
 */
final class RegionAgent {
  private static final Logger LOG = LoggerFactory.getLogger(RegionAgent.class);
  private static final Duration FIRST = Duration.ofSeconds(10);

  /** Most machines that are asked for one by one after a list that lacks them. */
  private static final int MOST_QUESTIONS = 50;

  private final String account;
  private final String cloud;
  private final String region;
  private final String tenant;
  private final KnownMachines machines;
  private final Observations observations;
  private final CloudCalls calls;
  private final OrphanCheck check;
  private final Supplier<InventorySettings> settings;
  private final Clock clock;
  private final Timer timer;
  private final ListPace pace;
  private final Executor executor;
  private final List<DiskAgent> disks;
  private final EndedQuarantines quarantines;
  private final AtomicBoolean cleaning = new AtomicBoolean();
  private final Map<MachineId, Instant> missingSince = new HashMap<>();
  private final Turns questions = new Turns(MOST_QUESTIONS);
  // Guarded by this, as the list under way is.
  private @Nullable CompletableFuture<Void> current;
  private Instant dueAt;
  private Listing.@Nullable Result last;
  private Map<String, String> orphans = Map.of();
  private @Nullable Instant listedAt;
  private @Nullable String away;

  RegionAgent(
      String account,
      String cloud,
      String region,
      String tenant,
      KnownMachines machines,
      Observations observations,
      CloudCalls calls,
      OrphanCheck check,
      Supplier<InventorySettings> settings,
      Clock clock,
      Timer timer,
      RandomGenerator random,
      Executor executor) {
    this.account = account;
    this.cloud = cloud;
    this.region = region;
    this.tenant = tenant;
    this.machines = machines;
    this.observations = observations;
    this.calls = calls;
    this.check = check;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.pace = new ListPace("inventory/" + account + "/" + region, settings, random);
    this.executor = executor;
    this.disks =
        Stream.of(ResourceType.VOLUME, ResourceType.SNAPSHOT)
            .map(
                resource ->
                    new DiskAgent(
                        resource, account, region, tenant, machines, calls, check, settings, clock,
                        timer, random, executor))
            .toList();
    quarantines = new EndedQuarantines(account, region, tenant, machines, calls, executor);
    Duration interval = settings.get().interval();
    dueAt = clock.instant().plus(pace.share(interval.compareTo(FIRST) < 0 ? interval : FIRST));
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  String tenant() {
    return tenant;
  }

  String cloud() {
    return cloud;
  }

  /**
   * Lists when it is time to, and when the account is there to be asked.
   *
   * @param now the account of the region
   */
  void look(ControlPlane controlPlane, Account now) {
    boolean empty;
    boolean due;
    synchronized (this) {
      away =
          now.state() == Account.State.READY
              ? null
              : "account " + account + " is " + now.state() + because(now.reason());
      if (away != null || settings.get().interval().isZero()) {
        return;
      }
      empty = last != null && empty(last);
      due = current == null && !clock.instant().isBefore(dueAt);
    }
    disks.forEach(disk -> disk.look(controlPlane, empty));
    if (due) {
      list(controlPlane);
    }
  }

  private static String because(@Nullable String reason) {
    return reason == null ? "" : ": " + reason;
  }

  /**
   * Lists now, unless a list is that young, or the cloud has a pause after a failure; joins one
   * that is under way.
   */
  CompletionStage<Void> refresh(ControlPlane controlPlane, Duration maxAge) {
    synchronized (this) {
      Instant listed = listedAt;
      if (listed != null && !listed.plus(maxAge).isBefore(clock.instant())) {
        return CompletableFuture.completedFuture(null);
      }
      // A cloud that failed, or asked for a pause, has it, however many want to know.
      if (current == null && pace.failing() && clock.instant().isBefore(dueAt)) {
        return CompletableFuture.completedFuture(null);
      }
    }
    return list(controlPlane);
  }

  /** What is known of the region. */
  synchronized RegionView view() {
    Listing.Result result = last;
    return new RegionView(
        account,
        cloud,
        region,
        listedAt,
        result == null ? 0 : result.present(),
        orphans.size(),
        result == null
            ? 0
            : (int) result.unclaimed().values().stream().filter(RegionAgent::unmanaged).count(),
        result == null ? 0 : result.foreign(),
        result == null ? 0 : result.pages(),
        away != null ? away : result == null ? "it was not listed yet" : result.problem());
  }

  /** Machines without a record, as of the latest list, by the cloud's id. */
  synchronized Map<String, Unclaimed> unclaimed() {
    return last == null ? Map.of() : last.unclaimed();
  }

  /** Those of them that certainly are orphans, with why, by the cloud's id. */
  synchronized Map<String, String> orphans() {
    return orphans;
  }

  /** Machines without a record, and volumes and snapshots that may be nobody's. */
  List<Unclaimed> everythingUnclaimed() {
    List<Unclaimed> all = new ArrayList<>(unclaimed().values());
    disks.forEach(each -> all.addAll(each.unclaimed().values()));
    return all;
  }

  /** Why one of them certainly is an orphan; empty for one that may be none. */
  Optional<String> reason(Unclaimed found) {
    return switch (found.resource()) {
      case MACHINE -> Optional.ofNullable(orphans().get(found.reference()));
      case VOLUME, SNAPSHOT ->
          disks.stream()
              .filter(each -> each.resource() == found.resource())
              .map(each -> each.orphans().get(found.reference()))
              .filter(Objects::nonNull)
              .findFirst();
    };
  }

  /** How far the search for what belongs to nobody reaches, for each of machines and the rest. */
  List<Coverage> coverage() {
    RegionView view = view();
    String problem = view.problem();
    Coverage.Extent extent =
        problem == null
            ? Coverage.Extent.FULL
            : view.listedAt() == null ? Coverage.Extent.NONE : Coverage.Extent.PARTIAL;
    List<Coverage> all = new ArrayList<>();
    all.add(
        new Coverage(
            account, region, ResourceType.MACHINE.plural(), extent, problem, view.listedAt()));
    String reason;
    synchronized (this) {
      reason = away;
    }
    disks.forEach(disk -> all.add(disk.coverage(reason)));
    return all;
  }

  /** Whether a machine without a record carries no owner tag, or none that could be ours. */
  static boolean unmanaged(Unclaimed machine) {
    OwnerTag owner = machine.owner();
    return owner == null || !OrphanCheck.legal(owner);
  }

  private CompletionStage<Void> list(ControlPlane controlPlane) {
    CompletableFuture<Void> ended;
    Map<String, Unclaimed> before;
    synchronized (this) {
      if (current != null) {
        return current;
      }
      ended = new CompletableFuture<>();
      current = ended;
      before = last == null ? Map.of() : last.unclaimed();
    }
    if (!calls.served(account)) {
      end(null, null, ended);
      return ended;
    }
    Duration bound = calls.visibilityBound(account);
    new Listing(
            account,
            region,
            tenant,
            bound,
            controlPlane,
            machines,
            observations,
            calls,
            clock,
            timer,
            executor,
            before,
            settings.get().listDeadline())
        .run()
        .thenComposeAsync(
            result ->
                missing(controlPlane, result, bound)
                    .thenComposeAsync(done -> sift(controlPlane, result, bound), executor)
                    .thenApply(done -> result),
            executor)
        .whenComplete(
            (result, failure) -> {
              end(result, failure, ended);
              if (result != null) {
                quarantines(controlPlane, result);
              }
            });
    return ended;
  }

  /** Finds out which of the machines without a record belong to nobody, one after the other. */
  private CompletionStage<Void> sift(
      ControlPlane controlPlane, Listing.Result result, Duration bound) {
    return check
        .verdicts(
            controlPlane.store(),
            result.unclaimed().values().stream().filter(each -> !unmanaged(each)).toList(),
            bound,
            executor)
        .thenAccept(
            found -> {
              synchronized (this) {
                orphans = found;
              }
            });
  }

  /** Nobody waits for it: what could not be removed is tried again after the next list. */
  private void quarantines(ControlPlane controlPlane, Listing.Result result) {
    if (result.complete() && cleaning.compareAndSet(false, true)) {
      CompletableFuture.completedFuture(controlPlane)
          .thenCompose(
              current ->
                  quarantines.remove(
                      current, result.unclaimed().keySet(), settings.get().listDeadline()))
          .whenComplete((done, failure) -> cleaning.set(false));
    }
  }

  private void end(
      Listing.@Nullable Result result, @Nullable Throwable failure, CompletableFuture<Void> ended) {
    if (failure != null) {
      LOG.error(
          "defect account={} region={} effect=\"listed again later\"",
          account,
          region,
          Failures.unwrapped(failure));
    }
    synchronized (this) {
      String before = last == null ? null : last.problem();
      current = null;
      if (result != null) {
        last = result;
        if (result.complete()) {
          pace.succeeded();
          listedAt = result.begunAt();
        }
        log(result, before);
      }
      dueAt = clock.instant().plus(pause(result));
    }
    ended.complete(null);
  }

  private Duration pause(Listing.@Nullable Result result) {
    return result == null || !result.complete()
        ? pace.failed(result == null ? null : result.retryAfter())
        : pace.usual(empty(result));
  }

  private static boolean empty(Listing.Result result) {
    return result.present() == 0 && result.unclaimed().isEmpty() && result.missing().isEmpty();
  }

  private void log(Listing.Result result, @Nullable String before) {
    if (result.complete()) {
      LOG.debug(
          "region listed account={} region={} machines={} unclaimed={} foreign={} pages={}",
          account,
          region,
          result.present(),
          result.unclaimed().size(),
          result.foreign(),
          result.pages());
    } else if (before == null || !before.equals(result.problem())) {
      LOG.warn(
          "region not listed account={} region={} error=\"{}\" effect=\"what is known stays\"",
          account,
          region,
          result.problem());
    }
  }

  /**
   * A machine that complete lists have lacked for the grace period is asked for by its id: a list
   * alone proves nothing.
   */
  private CompletionStage<Void> missing(
      ControlPlane controlPlane, Listing.Result result, Duration bound) {
    if (!result.complete()) {
      return CompletableFuture.completedFuture(null);
    }
    Duration grace = settings.get().missingGrace();
    Duration wait = grace.compareTo(bound) < 0 ? bound : grace;
    Map<MachineId, Instant> before = Map.copyOf(missingSince);
    missingSince.clear();
    NavigableMap<String, KnownMachine> due = new TreeMap<>();
    for (KnownMachine machine : result.missing()) {
      if (machine.state().moving()
          || machine.state() == MachineState.FAILED
          || machines.find(machine.key()).filter(machine::equals).isEmpty()) {
        continue;
      }
      Instant since = before.getOrDefault(machine.key(), result.begunAt());
      missingSince.put(machine.key(), since);
      if (!since.plus(wait).isAfter(result.begunAt())) {
        due.put(machine.tenant() + "/" + machine.id(), machine);
      }
    }
    return CompletableFuture.allOf(
        questions.next(due).stream()
            .map(machine -> ask(controlPlane, machine, bound).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Boolean> ask(
      ControlPlane controlPlane, KnownMachine machine, Duration bound) {
    return calls
        .describe(
            CloudCalls.background(account, region, tenant, "look-" + machine.id()),
            settings.get().listDeadline(),
            machine.reference())
        .thenComposeAsync(
            answer ->
                answer.outcome() instanceof Outcome.Done<Optional<Instance>> done
                    ? observations.take(
                        controlPlane,
                        machine,
                        done.get().orElse(null),
                        new Observations.Look(answer.sentAt(), "describe", bound))
                    : CompletableFuture.completedFuture(false),
            executor);
  }
}
