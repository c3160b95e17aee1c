package io.novacron.core.internal.simulation;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.store.contract.InMemoryStateStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must hold at every moment: of each record that is written, of each call that is made, of
 * each answer that a caller gets. What does not is noted, with what the reader needs to see why.
 */
final class Checks {
  private final Clock clock;
  private final Trace trace;
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Key> operations = new HashMap<>();
  private final Map<String, InstanceRequest> shapes = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private @Nullable InMemoryStateStore memory;

  Checks(Clock clock, Trace trace) {
    this.clock = clock;
    this.trace = trace;
  }

  void lookInto(InMemoryStateStore store) {
    memory = store;
  }

  /** Something that must never be, is. */
  void violated(String what) {
    trace.add("CHECK", "VIOLATED", what);
    violations.add(clock.instant() + " " + what);
  }

  List<String> violations() {
    return violations;
  }

  // Records

  /** The records that a transaction is about to write over. */
  Map<Key, Optional<StoredRecord>> before(Transaction transaction) {
    Map<Key, Optional<StoredRecord>> records = new HashMap<>();
    for (Mutation mutation : transaction.mutations()) {
      records.put(mutation.key(), read(mutation.key()));
    }
    return records;
  }

  /** A transaction is in the store. */
  void applied(String node, Transaction transaction, Map<Key, Optional<StoredRecord>> before) {
    for (Mutation mutation : transaction.mutations()) {
      StoredRecord former = before.getOrDefault(mutation.key(), Optional.empty()).orElse(null);
      if (mutation instanceof Mutation.Put put && put.key().kind().equals(Journal.KIND)) {
        operationWritten(node, put, former, transaction.claim());
      } else if (mutation instanceof Mutation.Put put
          && put.key().kind().equals(MachineRecords.KIND)) {
        machineWritten(node, put, former);
      }
    }
  }

  private void operationWritten(
      String node, Mutation.Put put, @Nullable StoredRecord former, @Nullable Claim claim) {
    String id = put.key().id();
    operations.put(id, put.key());
    trace.add(node, "wrote " + id, attribute(put.attributes(), "state"));
    if (former == null) {
      return;
    }
    if (claim == null && !asksToCancel(put, former)) {
      violated("operation " + id + " was written by " + node + " under no claim");
    }
    if (attribute(former.attributes(), "done").equals("true")) {
      violated("operation " + id + " was done and was written again by " + node);
    }
  }

  /** That, any node may note: the owner goes on from there. */
  private static boolean asksToCancel(Mutation.Put put, StoredRecord former) {
    StoredRecord written =
        new StoredRecord(
            put.key(),
            put.expectedRevision() + 1,
            put.schemaVersion(),
            put.attributes(),
            put.value());
    return !Journal.operation(former).cancelRequested()
        && Journal.operation(written).cancelRequested()
        && attribute(put.attributes(), "state").equals(attribute(former.attributes(), "state"));
  }

  private void machineWritten(String node, Mutation.Put put, @Nullable StoredRecord former) {
    String id = put.key().id();
    MachineState next = MachineState.valueOf(attribute(put.attributes(), "state"));
    trace.add(node, "wrote " + id, next);
    if (former == null) {
      if (next != MachineState.CREATING) {
        violated("machine " + id + " begins as " + next);
      }
      return;
    }
    MachineState state = MachineState.valueOf(attribute(former.attributes(), "state"));
    if (!state.canBecome(next)) {
      violated("machine " + id + " went from " + state + " to " + next);
    }
  }

  // Calls

  /** A create is about to be sent: one request has one token, and one token one shape. */
  void creating(
      SimulatedNode node, SimulatedCloud cloud, CallContext context, InstanceRequest request) {
    if (!node.alive()) {
      return;
    }
    InstanceRequest shape = shapes.putIfAbsent(context.idempotencyToken(), request);
    if (shape != null && !shape.equals(request)) {
      violated(
          "token "
              + context.idempotencyToken()
              + " was sent with two shapes: "
              + shape
              + " and "
              + request);
    }
    String account = context.operation() + " in " + cloud.traits.account() + " as " + request;
    String token = tokens.putIfAbsent(account, context.idempotencyToken());
    if (token != null && !token.equals(context.idempotencyToken())) {
      violated(
          "one request was sent with two tokens, "
              + token
              + " and "
              + context.idempotencyToken()
              + ": operation "
              + context.operation());
    }
  }

  /** A call that changes something is about to be sent: the journal knows, and the lease lasts. */
  void changing(SimulatedNode node, SimulatedCloud cloud, String action, CallContext context) {
    if (!node.alive()) {
      return;
    }
    Key key = operations.get(context.operation());
    StoredRecord stored = key == null ? null : read(key).orElse(null);
    String call = action + " of operation " + context.operation() + " at " + cloud.traits.account();
    if (stored == null) {
      violated(call + " was sent though the journal does not know the operation");
      return;
    }
    OperationRecord record = Journal.read(stored);
    if (!record.begun() || !isFor(record.next(), action)) {
      violated(
          call
              + " was sent without its intent in the journal, which says "
              + record.next()
              + (record.begun() ? " begun" : " not begun"));
    }
    Claim claim = holder(stored.key());
    boolean held =
        claim != null
            && claim.node().equals(node.name())
            && claim.leaseUntil().isAfter(clock.instant());
    if (!held) {
      violated(call + " was sent by " + node.name() + ", whose lease has ended: " + claim);
    }
    if (context.deadline().isBefore(clock.instant())) {
      violated(call + " was sent after its own deadline " + context.deadline());
    }
  }

  private static boolean isFor(Call next, String action) {
    return next.word().equals(action) || (next == Call.REMOVE_DUPLICATE && action.equals("delete"));
  }

  private @Nullable Claim holder(Key key) {
    int shard = Ownership.shardOf(key.tenant(), key.partitionKey());
    return Objects.requireNonNull(memory).claims().toCompletableFuture().join().stream()
        .filter(claim -> claim.shard() == shard)
        .findFirst()
        .orElse(null);
  }

  // Answers

  /** A caller got an answer: a repeated request gets the first one's. */
  void answered(Request request, Accepted accepted) {
    if (request.acknowledged() && !request.operation().equals(accepted.operation().id())) {
      violated(
          request
              + " was answered with operation "
              + request.operation()
              + " first and then with "
              + accepted.operation().id());
    }
    if (read(Journal.key(accepted.operation())).isEmpty()) {
      violated(request + " was answered with an operation that is not in the store");
    }
  }

  private Optional<StoredRecord> read(Key key) {
    StateStore store = Objects.requireNonNull(memory);
    return store.get(key).toCompletableFuture().join();
  }

  private static String attribute(Map<String, String> attributes, String name) {
    return attributes.getOrDefault(name, "");
  }
}
