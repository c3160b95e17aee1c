package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.store.Query;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the quarantines in a region of an account whose machine is gone, or is not an orphan any
 * more, without an operation of ours having done it. One that an operation still works on is left
 * to that. Used for one list at a time.
 */
final class EndedQuarantines {
  private static final Logger LOG = LoggerFactory.getLogger(EndedQuarantines.class);

  /** Most machines that are asked for one by one after a list. */
  private static final int MOST_QUESTIONS = 20;

  private final String account;
  private final String region;
  private final String tenant;
  private final KnownMachines machines;
  private final CloudCalls calls;
  private final Executor executor;
  private final Turns turns = new Turns(MOST_QUESTIONS);

  EndedQuarantines(
      String account,
      String region,
      String tenant,
      KnownMachines machines,
      CloudCalls calls,
      Executor executor) {
    this.account = account;
    this.region = region;
    this.tenant = tenant;
    this.machines = machines;
    this.calls = calls;
    this.executor = executor;
  }

  /**
   * Removes what has ended.
   *
   * @param there the cloud's ids of the machines without a record that a complete list has shown
   * @param limit how long to wait for the answer about one
   * @return completes when that is done; what cannot be found out now is left to the next list
   */
  CompletionStage<Void> remove(ControlPlane controlPlane, Set<String> there, Duration limit) {
    Query all =
        Query.of(tenant, QuarantineRecord.KIND)
            .withAttributes(Map.of(QuarantineRecord.ACCOUNT, account));
    NavigableMap<String, QuarantineRecord> absent = new TreeMap<>();
    return read(controlPlane, all, there, absent)
        .thenComposeAsync(
            done -> {
              Set<String> recorded =
                  absent.isEmpty() ? Set.of() : machines.in(account, region).keySet();
              return CompletableFuture.allOf(
                  turns.next(absent).stream()
                      .map(each -> judge(controlPlane, each, recorded, limit).toCompletableFuture())
                      .toArray(CompletableFuture[]::new));
            },
            executor)
        .exceptionally(
            failure -> {
              LOG.warn(
                  "quarantines not looked at account={} region={} error=\"{}\" effect=\"those that"
                      + " ended are removed later\"",
                  account,
                  region,
                  Failures.unwrapped(failure).toString());
              return null;
            });
  }

  private CompletionStage<Void> read(
      ControlPlane controlPlane,
      Query query,
      Set<String> there,
      NavigableMap<String, QuarantineRecord> absent) {
    return controlPlane
        .store()
        .query(query)
        .thenComposeAsync(
            page -> {
              page.items().stream()
                  .map(QuarantineRecord::read)
                  .filter(each -> each.region().equals(region))
                  .filter(each -> !there.contains(each.reference()))
                  .forEach(each -> absent.put(each.id(), each));
              String next = page.nextPageToken();
              return next == null
                  ? CompletableFuture.completedFuture(null)
                  : read(controlPlane, query.withPageToken(next), there, absent);
            },
            executor);
  }

  private CompletionStage<Void> judge(
      ControlPlane controlPlane, QuarantineRecord record, Set<String> recorded, Duration limit) {
    return controlPlane
        .store()
        .get(Journal.key(tenant, record.id(), record.operation()))
        .thenComposeAsync(
            stored ->
                stored.map(Journal::operation).map(Operation::done).orElse(true)
                    ? ended(record, recorded, limit)
                    : CompletableFuture.completedFuture(false),
            executor)
        .thenComposeAsync(
            ended -> ended ? remove(controlPlane, record) : CompletableFuture.completedFuture(null),
            executor)
        .exceptionally(
            failure -> {
              LOG.debug(
                  "quarantine not looked at orphan={} error=\"{}\" effect=\"tries again\"",
                  record.id(),
                  Failures.unwrapped(failure).toString());
              return null;
            });
  }

  /** A list alone proves nothing, so the cloud is asked for the machine by its id. */
  private CompletionStage<Boolean> ended(
      QuarantineRecord record, Set<String> recorded, Duration limit) {
    // Of what has no quarantine nothing is kept once its operation has ended.
    if (record.what() != ResourceType.MACHINE || recorded.contains(record.reference())) {
      return CompletableFuture.completedFuture(true);
    }
    return calls
        .describe(
            CloudCalls.background(account, region, tenant, "look-" + record.id()),
            limit,
            record.reference())
        .thenApply(
            answer ->
                answer.outcome() instanceof Outcome.Done<Optional<Instance>> done
                    && done.get().filter(seen -> quarantined(record, seen)).isEmpty());
  }

  private static boolean quarantined(QuarantineRecord record, Instance seen) {
    return seen.state() != MachineState.DELETED
        && OwnerTag.fromTags(seen.tags()).filter(record.owner()::equals).isPresent();
  }

  /** Without a claim, as its shard may be another node's; its revision guards it. */
  private static CompletionStage<Void> remove(ControlPlane controlPlane, QuarantineRecord record) {
    return controlPlane
        .store()
        .commit(Transaction.of(record.delete()))
        .thenAccept(
            written ->
                LOG.info(
                    "quarantine ended orphan={} account={} region={} reference={}"
                        + " reason=\"its machine is gone, or no orphan any more\"",
                    record.id(),
                    record.account(),
                    record.region(),
                    record.reference()));
  }
}
