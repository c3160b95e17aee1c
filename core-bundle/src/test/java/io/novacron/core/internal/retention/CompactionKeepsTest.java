package io.novacron.core.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.store.Key;
import io.novacron.api.store.Query;
import io.novacron.api.store.StoredRecord;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.IdempotencyKeys;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.placement.DecisionRecords;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what is left of random histories with what a plain reading of the rules keeps. */
class CompactionKeepsTest {
  private static final Duration DAYS = RetentionSettings.DEFAULT.operations();

  private final World world = new World();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void exactlyWhatMustBeKeptIsKept(long seed) {
    World.Node node = history(new SplittableRandom(seed));
    Instant now = world.time.instant();
    List<StoredRecord> before = all();
    Set<Key> expected = new HashSet<>();
    Map<String, Machine> machines = new HashMap<>();
    of(before, MachineRecords.KIND)
        .forEach(record -> machines.put(record.key().id(), MachineRecords.read(record)));
    List<StoredRecord> operations = of(before, Journal.KIND);
    Set<String> gone = new HashSet<>();
    machines.forEach(
        (id, machine) -> {
          if (isGone(machine, operations, now)) {
            gone.add(id);
          }
        });
    for (StoredRecord record : before) {
      Machine machine = machines.get(record.key().partitionKey());
      Machine live =
          machine == null || machine.status().state() == MachineState.DELETED ? null : machine;
      boolean keep =
          switch (record.key().kind()) {
            case MachineRecords.KIND -> !gone.contains(record.key().id());
            case Journal.KIND -> {
              Operation operation = Journal.operation(record);
              yield !gone.contains(record.key().partitionKey())
                  && (!isOld(operation, now)
                      || (live != null && live.operation().equals(operation.id())));
            }
            case DecisionRecords.KIND ->
                !gone.contains(record.key().partitionKey())
                    && (!isBefore(DecisionRecords.decode(record).decidedAt(), DAYS, now)
                        || (live != null && record.key().id().equals(live.decision())));
            default -> !isBefore(IdempotencyKeys.reservedAt(record), Duration.ofHours(24), now);
          };
      if (keep) {
        expected.add(record.key());
      }
    }

    String id = node.answer(node.compactions.begin("default", "admin", Attempt.plain())).id();
    world.time.until(() -> node.operation(id).done(), Duration.ofHours(1));

    Set<Key> left = new HashSet<>();
    all().forEach(record -> left.add(record.key()));
    left.removeIf(key -> key.id().equals(id));
    assertThat(left).isEqualTo(expected);
    assertThat(before.size()).as("something was removed").isGreaterThan(left.size());
    assertThat(left).as("and something kept").isNotEmpty();
  }

  /** Some weeks of machines that come, are used and go; the node is down in between. */
  private World.Node history(SplittableRandom random) {
    List<String> ids = new ArrayList<>();
    World.Node node = world.start();
    for (int era = 0; era < 10; era++) {
      for (int i = 0; i < 6; i++) {
        if (ids.isEmpty() || random.nextInt(3) == 0) {
          String key = random.nextBoolean() ? "key-" + era + "-" + i : null;
          ids.add(node.create("web-" + era + "-" + i, key).machine().id());
        } else {
          String id = ids.get(random.nextInt(ids.size()));
          Machine machine = node.machine(id);
          if (machine.status().state() == MachineState.RUNNING) {
            node.act(id, random.nextBoolean() ? MachineAction.STOP : MachineAction.DELETE);
          } else if (machine.status().state() == MachineState.STOPPED) {
            node.act(id, random.nextBoolean() ? MachineAction.START : MachineAction.DELETE);
          }
        }
        world.time.advance(Duration.ofSeconds(5));
      }
      node.kill();
      world.time.advance(Duration.ofHours(random.nextInt(24 * 12)));
      node = world.start();
    }
    // Some of this day, and one whose cloud does not answer yet.
    node.create("young", "key-young");
    world.time.advance(Duration.ofSeconds(5));
    world.cloud.takesToMake(Duration.ofMinutes(5));
    node.create("under-way", null);
    world.time.runReady();
    return node;
  }

  private static boolean isGone(Machine machine, List<StoredRecord> operations, Instant now) {
    Instant seen = machine.status().observedAt();
    return machine.status().state() == MachineState.DELETED
        && isBefore(seen == null ? machine.createdAt() : seen, DAYS, now)
        && operations.stream()
            .filter(record -> record.key().partitionKey().equals(machine.id()))
            .allMatch(record -> isOld(Journal.operation(record), now));
  }

  private static boolean isOld(Operation operation, Instant now) {
    Instant end = operation.endedAt();
    return end != null && isBefore(end, DAYS, now);
  }

  private static boolean isBefore(Instant time, Duration retention, Instant now) {
    return time.plus(retention).isBefore(now);
  }

  private static List<StoredRecord> of(List<StoredRecord> records, String kind) {
    return records.stream().filter(record -> record.key().kind().equals(kind)).toList();
  }

  private List<StoredRecord> all() {
    List<StoredRecord> records = new ArrayList<>();
    for (String kind :
        List.of(MachineRecords.KIND, Journal.KIND, DecisionRecords.KIND, IdempotencyKeys.KIND)) {
      records.addAll(world.memory.query(Query.of(null, kind)).toCompletableFuture().join().items());
    }
    return records;
  }
}
