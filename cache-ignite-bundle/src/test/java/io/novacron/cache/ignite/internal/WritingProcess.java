package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Transaction;
import io.novacron.store.contract.Stages;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * A process that writes until it is ended, and says on standard output what was acknowledged: a
 * line with the writer's number and the round. In each round a writer creates two records and
 * counts up a third, in one transaction.
 */
final class WritingProcess {
  static final int WRITERS = 8;

  private WritingProcess() {}

  /** Arguments: directory, bytes of a value. */
  public static void main(String[] arguments) {
    StoreSettings settings = OpenEngine.settings(Path.of(arguments[0]));
    int bytes = Integer.parseInt(arguments[1]);
    FailureAdvice advice = new FailureAdvice(settings);
    ProcessEnd end = ProcessEnd.ofThisProcess();
    try {
      StateEngine engine =
          StateEngine.open(
              settings,
              Durability.GROUP_FLUSH,
              Set.of(),
              Clock.systemUTC(),
              failure -> end.because(advice.describe(failure)));
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        new Thread(() -> write(engine, number, bytes), "writer-" + number).start();
      }
    } catch (RuntimeException e) {
      end.because(advice.describe(e));
    }
  }

  private static void write(StateEngine engine, int writer, int bytes) {
    long rounds =
        Stages.await(engine.store().get(counter(writer)))
            .map(record -> record.revision())
            .orElse(0L);
    for (long round = rounds; ; round++) {
      Stages.await(
          engine
              .store()
              .commit(
                  Transaction.of(
                      put(counter(writer), round, bytes, round + 1),
                      put(left(writer, round + 1), 0, bytes, round + 1),
                      put(right(writer, round + 1), 0, bytes, round + 1))));
      synchronized (WritingProcess.class) {
        System.out.println("ack " + writer + " " + (round + 1));
        System.out.flush();
      }
    }
  }

  static Key counter(int writer) {
    return new Key("t", "counter", "w" + writer, "counter");
  }

  static Key left(int writer, long round) {
    return new Key("t", "left", "w" + writer, "r%09d".formatted(round));
  }

  static Key right(int writer, long round) {
    return new Key("t", "right", "w" + writer, "r%09d".formatted(round));
  }

  private static Mutation put(Key key, long expected, int bytes, long round) {
    byte[] value = ByteBuffer.allocate(Math.max(bytes, Long.BYTES)).putLong(round).array();
    return new Mutation.Put(key, expected, 1, Map.of("writer", key.partitionKey()), value);
  }
}
