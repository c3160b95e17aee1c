package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.Snapshots;
import io.novacron.provider.simulator.internal.Ruling.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The snapshots of one simulated account. Safe for use by many threads. */
final class SimulatedSnapshots implements Snapshots {
  private static final int IMAGE_DISK_GIB = 30;
  private static final int PAGE_SIZE = 100;

  private final String account;
  private final SimulatedCloud cloud;
  private final CallRunner runner;
  private final SimulatorSettings settings;
  private final CloudErrors errors;
  private final InstanceView instances;
  private final Clock clock;

  SimulatedSnapshots(
      String account,
      SimulatedCloud cloud,
      CallRunner runner,
      SimulatorSettings settings,
      CloudErrors errors,
      InstanceView instances,
      Clock clock) {
    this.account = account;
    this.cloud = cloud;
    this.runner = runner;
    this.settings = settings;
    this.errors = errors;
    this.instances = instances;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<CloudSnapshot>> create(
      CallContext context, SnapshotRequest request) {
    CallSubject subject =
        CallSubject.inRegion(Action.CREATE_SNAPSHOT, request.region(), request.machine());
    return runner.run(
        subject,
        context,
        exchange ->
            cloud.decide(
                full(subject, exchange),
                (fleet, sequence) -> take(fleet, sequence, request, subject, exchange)));
  }

  private Decision<Outcome<CloudSnapshot>> take(
      Fleet fleet, long sequence, SnapshotRequest request, CallSubject subject, Exchange exchange) {
    String token = exchange.context().idempotencyToken();
    SimulatedSnapshot earlier = fleet.snapshots().byToken(token);
    if (earlier != null) {
      boolean same =
          earlier.machine().equals(request.machine())
              && earlier.name().equals(request.name())
              && earlier.tags().equals(request.owner().toTags());
      return new Decision.Answer<>(
          same
              ? new Outcome.Done<>(shown(earlier))
              : refused(
                  Refusal.TOKEN_CONFLICT,
                  "The token was used before with another request, for "
                      + earlier.reference()
                      + ".",
                  subject,
                  exchange));
    }
    SimulatedMachine machine = machine(fleet, request.region(), request.machine());
    if (machine == null) {
      return new Decision.Answer<>(
          refused(Refusal.NOT_FOUND, "There is no " + request.machine() + ".", subject, exchange));
    }
    if (machine.phase() != Phase.RUNNING && machine.phase() != Phase.STOPPED) {
      return new Decision.Answer<>(
          refused(
              Refusal.WRONG_STATE,
              "A snapshot is taken of a machine that is running or stopped.",
              subject,
              exchange));
    }
    long there = fleet.snapshots().count(request.region());
    if (there >= settings.quotaSnapshots()) {
      return new Decision.Answer<>(
          refused(
              Refusal.QUOTA,
              there + " of " + settings.quotaSnapshots() + " snapshots are in use.",
              subject,
              exchange));
    }
    SimulatedSnapshot made = make(fleet, machine, request, token);
    return new Decision.Write<>(
        new Transition.SnapshotTaken(sequence, made.createdAt(), made),
        changed -> new Outcome.Done<>(shown(made)));
  }

  private SimulatedSnapshot make(
      Fleet fleet, SimulatedMachine machine, SnapshotRequest request, String token) {
    int round = 0;
    String reference;
    do {
      reference =
          "snap-0"
              + Draw.of(settings.seed(), "snapshot", account, token, Integer.toString(round++))
                  .hex(16);
    } while (fleet.snapshots().byReference(reference) != null);
    int size =
        IMAGE_DISK_GIB + machine.facts().disks().stream().mapToInt(disk -> disk.sizeGib()).sum();
    double share = 0.5 + Draw.of(settings.seed(), "settle", reference).unit();
    return new SimulatedSnapshot(
        reference,
        machine.reference(),
        request.region(),
        request.name(),
        size,
        token,
        request.owner().toTags(),
        clock.instant(),
        (long) (settings.provisioningMillis() * share),
        false);
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudSnapshot>>> describe(
      CallContext context, String region, String reference) {
    return runner.run(
        CallSubject.inRegion(Action.DESCRIBE_SNAPSHOT, region, reference),
        context,
        exchange ->
            cloud.look(
                fleet ->
                    new Outcome.Done<>(
                        Optional.ofNullable(fleet.snapshots().byReference(reference))
                            .filter(snapshot -> seen(snapshot, region))
                            .map(this::shown))));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByToken(
      CallContext context, String region, String token) {
    return find(context, region, token, snapshot -> snapshot.token().equals(token));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    Map<String, String> tags = owner.toTags();
    return find(context, region, owner.toString(), snapshot -> snapshot.tags().equals(tags));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> list(
      CallContext context, String region, String machine) {
    return find(context, region, machine, snapshot -> snapshot.machine().equals(machine));
  }

  @Override
  public CompletionStage<Outcome<SnapshotPage>> listRegion(
      CallContext context, String region, @Nullable String pageToken) {
    CallSubject subject =
        CallSubject.inRegion(Action.LIST_SNAPSHOTS, region, pageToken == null ? "" : pageToken);
    return runner.run(
        subject,
        context,
        exchange -> cloud.look(fleet -> page(fleet, region, pageToken, subject, exchange)));
  }

  /** The token is how many snapshots, of all that ever were, the pages so far have passed. */
  private Outcome<SnapshotPage> page(
      Fleet fleet,
      String region,
      @Nullable String pageToken,
      CallSubject subject,
      Exchange exchange) {
    List<SimulatedSnapshot> all = List.copyOf(fleet.snapshots().all());
    int next = pageToken == null ? 0 : position(pageToken);
    if (next < 0 || next > all.size()) {
      return refused(
          Refusal.INVALID_PAGE_TOKEN,
          "The page token is none that a list gave.",
          subject,
          exchange);
    }
    List<CloudSnapshot> page = new ArrayList<>();
    for (; next < all.size() && page.size() < PAGE_SIZE; next++) {
      if (seen(all.get(next), region)) {
        page.add(shown(all.get(next)));
      }
    }
    return new Outcome.Done<>(
        new SnapshotPage(
            page, next == all.size() ? null : Integer.toString(next), new Completeness.Full()));
  }

  private static int position(String pageToken) {
    try {
      return Integer.parseInt(pageToken);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private CompletionStage<Outcome<List<CloudSnapshot>>> find(
      CallContext context, String region, String identity, Predicate<SimulatedSnapshot> wanted) {
    return runner.run(
        CallSubject.inRegion(Action.FIND_SNAPSHOTS, region, identity),
        context,
        exchange ->
            cloud.look(
                fleet ->
                    new Outcome.Done<>(
                        fleet.snapshots().all().stream()
                            .filter(snapshot -> wanted.test(snapshot) && seen(snapshot, region))
                            .map(this::shown)
                            .toList())));
  }

  @Override
  public CompletionStage<Outcome<Instance>> restore(
      CallContext context, String region, String machine, String reference) {
    CallSubject subject = CallSubject.inRegion(Action.RESTORE_SNAPSHOT, region, reference);
    return runner.run(
        subject,
        context,
        exchange ->
            cloud.decide(
                full(subject, exchange),
                (fleet, sequence) -> {
                  String wrong = wrong(fleet, region, machine, reference);
                  SimulatedMachine target = machine(fleet, region, machine);
                  if (target == null
                      || wrong == null && fleet.snapshots().byReference(reference) == null) {
                    return new Decision.Answer<>(
                        refused(
                            Refusal.NOT_FOUND,
                            "There is no such machine or snapshot.",
                            subject,
                            exchange));
                  }
                  return wrong != null
                      ? new Decision.Answer<>(
                          refused(Refusal.WRONG_STATE, wrong, subject, exchange))
                      : new Decision.Write<>(
                          new Transition.Restored(
                              sequence,
                              clock.instant(),
                              machine,
                              reference,
                              exchange.context().operation()),
                          changed ->
                              new Outcome.Done<>(
                                  instances.of(
                                      Objects.requireNonNull(changed.byReference(machine)),
                                      exchange)));
                }));
  }

  private @Nullable String wrong(Fleet fleet, String region, String machine, String reference) {
    SimulatedMachine target = machine(fleet, region, machine);
    SimulatedSnapshot snapshot = fleet.snapshots().byReference(reference);
    if (target == null || snapshot == null) {
      return null;
    }
    if (!snapshot.machine().equals(machine)) {
      return reference + " is of another machine.";
    }
    if (!snapshot.available(clock.instant())) {
      return reference + " is " + word(snapshot) + ".";
    }
    return target.phase() == Phase.STOPPED
        ? null
        : "The machine must be stopped before its disks are put back.";
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    CallSubject subject = CallSubject.inRegion(Action.DELETE_SNAPSHOT, region, reference);
    return runner.run(
        subject,
        context,
        exchange ->
            cloud.decide(
                full(subject, exchange),
                (fleet, sequence) -> {
                  SimulatedSnapshot snapshot = fleet.snapshots().byReference(reference);
                  return snapshot == null || snapshot.deleted() || !snapshot.region().equals(region)
                      ? new Decision.Answer<>(new Outcome.Done<>(null))
                      : new Decision.Write<>(
                          new Transition.SnapshotDropped(sequence, clock.instant(), reference),
                          changed -> new Outcome.Done<>(null));
                }));
  }

  private boolean seen(SimulatedSnapshot snapshot, String region) {
    Instant visibleFrom = snapshot.createdAt().plusMillis(settings.visibilityDelayMillis());
    return snapshot.region().equals(region)
        && !snapshot.deleted()
        && !clock.instant().isBefore(visibleFrom);
  }

  private @Nullable SimulatedMachine machine(Fleet fleet, String region, String reference) {
    SimulatedMachine machine = fleet.byReference(reference);
    return machine != null
            && machine.facts().region().equals(region)
            && machine.phase() != Phase.DELETED
        ? machine
        : null;
  }

  private CloudSnapshot shown(SimulatedSnapshot snapshot) {
    Instant now = clock.instant();
    SnapshotState state =
        snapshot.deleted()
            ? SnapshotState.DELETED
            : snapshot.available(now) ? SnapshotState.AVAILABLE : SnapshotState.PENDING;
    return new CloudSnapshot(
        snapshot.reference(),
        snapshot.region(),
        snapshot.machine(),
        snapshot.name(),
        state,
        word(snapshot),
        snapshot.sizeGib(),
        snapshot.token(),
        new HashMap<>(snapshot.tags()),
        snapshot.createdAt(),
        now);
  }

  private String word(SimulatedSnapshot snapshot) {
    if (snapshot.deleted()) {
      return "deleted";
    }
    return snapshot.available(clock.instant()) ? "completed" : "pending";
  }

  private <T> Outcome<T> full(CallSubject subject, Exchange exchange) {
    return refused(Refusal.THROTTLED, "Too many changes wait to be made.", subject, exchange);
  }

  private <T> Outcome<T> refused(
      Refusal refusal, String message, CallSubject subject, Exchange exchange) {
    return new Outcome.Failed<>(
        errors.of(Refused.of(refusal, message, subject.scope()), exchange.requestId()));
  }
}
