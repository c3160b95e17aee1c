package io.novacron.core.internal.retention;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.security.AuditRetention;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.event.EventRetention;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.IdempotencyKeys;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.placement.DecisionRecords;
import io.novacron.core.internal.placement.UnusedInputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one compaction has to remove, in order, and how far it is. Not thread-safe. */
final class Compaction {
  private final List<Removal> removals;
  private final List<Step> steps = new ArrayList<>();
  private final StringBuilder result = new StringBuilder();
  private int current;
  private long removed;
  private long examined;
  private Instant begun;

  private Compaction(List<Removal> removals, Instant now) {
    this.removals = removals;
    this.begun = now;
  }

  /** Everything that is older than its retention at a time. */
  static Compaction of(
      StateStore store,
      RetentionSettings settings,
      Supplier<@Nullable AuditRetention> audit,
      Instant now) {
    RetentionRules rules = new RetentionRules(store, settings, now);
    // Ids begin with the time at which they were made, so what is younger need not be looked at.
    String operations = IdentifierGenerator.lowest("op", now.minus(settings.operations()));
    String machines = IdentifierGenerator.lowest("vm", now.minus(settings.operations()));
    String decisions = IdentifierGenerator.lowest("dec", now.minus(settings.decisions()));
    return new Compaction(
        List.of(
            new RecordRemoval(
                "idempotency keys", store, Query.of(null, IdempotencyKeys.KIND), rules::key),
            new RecordRemoval(
                "answers to keys",
                store,
                Query.of(null, IdempotencyKeys.RECEIPT_KIND),
                rules::receipt),
            new RecordRemoval(
                "deleted machines",
                store,
                Query.of(null, MachineRecords.KIND)
                    .withAttributes(Map.of("deleted", "true"))
                    .withIds(null, machines),
                rules::machine),
            new RecordRemoval(
                "operations",
                store,
                Query.of(null, Journal.KIND)
                    .withAttributes(Map.of("done", "true"))
                    .withIds(null, operations),
                rules::operation),
            new RecordRemoval(
                "decisions",
                store,
                Query.of(null, DecisionRecords.KIND).withIds(null, decisions),
                rules::decision),
            new InputRemoval(store, new UnusedInputs(store, now)),
            new EventRemoval(
                new EventRetention(
                    store,
                    now.minus(settings.events()),
                    records -> RecordRemoval.remove(store, records))),
            new AuditRemoval(audit, now.minus(settings.audit()))),
        now);
  }

  /** Whether nothing is left to do. */
  boolean ended() {
    return current == removals.size();
  }

  /** What is to be removed now. */
  Removal removal() {
    return removals.get(current);
  }

  /**
   * Counts a page.
   *
   * @return whether that kind is done, so that it is worth recording
   */
  boolean count(Removal.Page page, Instant now) {
    examined += page.examined();
    removed += page.removed();
    if (page.more()) {
      return false;
    }
    String name = removal().name();
    steps.add(
        new Step(
            name.replace(' ', '-'),
            Step.State.SUCCEEDED,
            1,
            begun,
            now,
            String.format(Locale.ROOT, "removed %d of %d looked at", removed, examined)));
    result.append(result.length() == 0 ? "" : ", ").append(removed).append(' ').append(name);
    current++;
    removed = 0;
    examined = 0;
    begun = now;
    return true;
  }

  /** The operation as far as it has come. */
  Operation shown(Operation operation, String node, Instant now) {
    Operation.Builder builder =
        operation.toBuilder()
            .steps(steps)
            .progress((double) current / removals.size())
            .owner(node)
            .state(OperationState.RUNNING);
    if (ended()) {
      builder.state(OperationState.SUCCEEDED).result("removed " + result).endedAt(now);
    }
    return builder.build();
  }
}
