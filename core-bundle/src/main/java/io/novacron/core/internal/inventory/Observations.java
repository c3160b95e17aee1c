package io.novacron.core.internal.inventory;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAspect;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.provider.Instance;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.catalog.ListPrices;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Change;
import io.novacron.core.internal.operation.MachineRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what is seen of machines, where it differs from what is recorded, together with the
 * differences from what is wanted and the event that tells of it. A machine that an operation moves
 * is that operation's business and is left alone. Safe for use by many threads.
 */
final class Observations {
  /** Type of the condition that tells whether a machine differs from what is wanted. */
  static final String DRIFTED = "Drifted";

  private static final Logger LOG = LoggerFactory.getLogger(Observations.class);

  private final KnownMachines machines;
  private final DriftBook drifts;
  private final CatalogService catalogs;
  private final Clock clock;
  private final Executor executor;

  Observations(
      KnownMachines machines,
      DriftBook drifts,
      CatalogService catalogs,
      Clock clock,
      Executor executor) {
    this.machines = machines;
    this.drifts = drifts;
    this.catalogs = catalogs;
    this.clock = clock;
    this.executor = executor;
  }

  /**
   * Takes in what a look at a cloud has shown.
   *
   * @param machine what is recorded, as far as is known
   * @param seen what the cloud shows; absent when it certainly has no such machine
   * @param look how it was looked
   * @return whether something was recorded; what cannot be recorded now is left to the next look
   */
  CompletionStage<Boolean> take(
      ControlPlane controlPlane, KnownMachine machine, @Nullable Instance seen, Look look) {
    if (!atRest(controlPlane, machine)) {
      return CompletableFuture.completedFuture(false);
    }
    if (!compare(controlPlane, machine, seen).changed()) {
      confirm(machine, seen, look);
      return CompletableFuture.completedFuture(false);
    }
    if (!later(machine, look)) {
      return CompletableFuture.completedFuture(false);
    }
    return controlPlane
        .store()
        .get(MachineRecords.key(machine.tenant(), machine.id()))
        .thenComposeAsync(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : record(controlPlane, MachineRecords.read(found.get()), seen, look),
            executor)
        .exceptionallyCompose(failure -> left(controlPlane, machine, failure));
  }

  private void confirm(KnownMachine machine, @Nullable Instance seen, Look look) {
    if (seen != null && !Comparison.moving(seen)) {
      machines.confirm(machine, look.at, look.by);
    }
  }

  private static boolean atRest(ControlPlane controlPlane, KnownMachine machine) {
    return !machine.state().moving() && !controlPlane.engine().works(machine.operation());
  }

  /** What an operation saw itself is newer than what a cloud may show late. */
  private static boolean later(KnownMachine machine, Look look) {
    Instant observedAt = machine.observedAt();
    return observedAt == null || !observedAt.plus(look.visibilityBound).isAfter(look.at);
  }

  private Comparison compare(
      ControlPlane controlPlane, KnownMachine machine, @Nullable Instance seen) {
    return Comparison.of(
        machine, drifts.of(machine.key()), seen, controlPlane.id(), clock.instant());
  }

  private CompletionStage<Boolean> record(
      ControlPlane controlPlane, Machine before, @Nullable Instance seen, Look look) {
    KnownMachine known = KnownMachine.of(before, before.revision());
    Claim claim = controlPlane.claims().claim(before.tenant(), before.id()).orElse(null);
    if (known == null || claim == null || !atRest(controlPlane, known) || !later(known, look)) {
      return CompletableFuture.completedFuture(false);
    }
    Comparison comparison = compare(controlPlane, known, seen);
    if (!comparison.changed()) {
      confirm(known, seen, look);
      return CompletableFuture.completedFuture(false);
    }
    Set<DriftAspect> open = comparison.open(drifts.of(known.key()));
    Machine after = after(before, comparison, seen, open, look);
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(MachineRecords.put(after));
    comparison.found().forEach(drift -> mutations.add(DriftRecords.put(drift)));
    comparison.resolved().forEach(drift -> mutations.add(DriftRecords.delete(drift)));
    Change change =
        Change.at(clock.instant()).machine(before, after).observed(look.by, words(open));
    return controlPlane
        .changes()
        .commit(new Transaction(mutations, claim), change)
        .thenApply(
            written -> {
              drifts.change(known.key(), drifts(written), comparison.resolved());
              log(before, after, open, look);
              return true;
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                controlPlane.claims().failed(claim, failure);
              }
            });
  }

  private static List<Drift> drifts(List<StoredRecord> written) {
    return written.stream()
        .filter(stored -> stored.key().kind().equals(DriftRecords.KIND))
        .map(DriftRecords::read)
        .toList();
  }

  private Machine after(
      Machine before,
      Comparison comparison,
      @Nullable Instance seen,
      Set<DriftAspect> open,
      Look look) {
    MachineStatus status = before.status();
    MachineStatus.Builder after =
        status.toBuilder()
            .state(comparison.state() == null ? status.state() : comparison.state())
            .conditions(conditions(status.conditions(), open))
            .observedAt(look.at)
            .observedFrom(look.by);
    if (seen != null && comparison.facts()) {
      after
          .zone(seen.zone() == null ? status.zone() : seen.zone())
          .addresses(seen.addresses())
          .instanceType(seen.instanceType());
      if (!seen.instanceType().equals(status.instanceType())) {
        after.pricePerHour(
            ListPrices.onDemand(
                catalogs.current(), status.cloud(), status.region(), seen.instanceType()));
      }
    }
    return before.toBuilder().status(after.build()).build();
  }

  private List<Condition> conditions(List<Condition> before, Set<DriftAspect> open) {
    return conditions(before, open, clock.instant());
  }

  /** The conditions of a machine that differs in some aspects, or in none any more. */
  static List<Condition> conditions(List<Condition> before, Set<DriftAspect> open, Instant now) {
    List<Condition> after = new ArrayList<>();
    Condition drifted = null;
    for (Condition each : before) {
      if (each.type().equals(DRIFTED)) {
        drifted = each;
      } else {
        after.add(each);
      }
    }
    Instant since = drifted != null && drifted.status() ? drifted.since() : null;
    if (!open.isEmpty()) {
      after.add(
          new Condition(
              DRIFTED,
              true,
              "FoundAtCloud",
              "its cloud shows another " + words(open) + " than is wanted; see GET /api/v1/drift",
              since == null ? now : since));
    } else if (since != null) {
      after.add(new Condition(DRIFTED, false, "AsWanted", "its cloud shows what is wanted", now));
    } else if (drifted != null) {
      after.add(drifted);
    }
    return after;
  }

  static String words(Set<DriftAspect> aspects) {
    return aspects.stream().sorted().map(DriftAspect::wireName).collect(Collectors.joining(","));
  }

  private static void log(Machine before, Machine after, Set<DriftAspect> open, Look look) {
    LOG.info(
        "machine observed vm={} account={} region={} reference={} from={} to={} drift=\"{}\" by={}",
        before.id(),
        before.status().account(),
        before.status().region(),
        before.status().providerReference(),
        before.status().state(),
        after.status().state(),
        words(open),
        look.by);
  }

  /** Somebody else has changed the record, or the store is away: the next look sees to it. */
  private CompletionStage<Boolean> left(
      ControlPlane controlPlane, KnownMachine machine, Throwable failure) {
    LOG.debug("observation not recorded vm={} error=\"{}\"", machine.id(), failure.toString());
    return drifts.reload(controlPlane.store(), machine.key()).handle((done, lost) -> false);
  }

  /**
   * How it was looked at a machine.
   *
   * @param at before which nothing of it was seen
   * @param by by which means: {@code list} or {@code describe}
   * @param visibilityBound for how long the cloud may show something older
   */
  record Look(Instant at, String by, Duration visibilityBound) {}
}
