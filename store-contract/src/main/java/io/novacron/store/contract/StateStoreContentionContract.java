package io.novacron.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state store holds to when many write at once. Extend it and give it a store. */
public abstract class StateStoreContentionContract {
  private static final int WRITERS = 8;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private StoreFixture fixture;

  /** The store that is tested. */
  protected abstract StateStore store();

  @BeforeEach
  void useNamesOfItsOwn() {
    fixture = new StoreFixture(store());
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void noIncrementIsLost() throws Exception {
    Key key = fixture.key("counter", "counter");
    fixture.create(key, "0");

    all(
        writer -> {
          for (int i = 0; i < 50; i++) {
            retry(
                () -> {
                  StoredRecord seen = Stages.await(store().get(key)).orElseThrow();
                  int next = Integer.parseInt(StoreFixture.text(seen)) + 1;
                  fixture.commit(fixture.put(key, seen.revision(), String.valueOf(next)));
                });
          }
        });

    StoredRecord last = Stages.await(store().get(key)).orElseThrow();
    assertThat(StoreFixture.text(last)).isEqualTo(String.valueOf(WRITERS * 50));
    assertThat(last.revision()).isEqualTo(WRITERS * 50 + 1);
  }

  @Test
  void whoeverListsARecordSeesThoseThatWereGivenBeforeIt() throws Exception {
    int count = 2000;
    List<CompletionStage<List<StoredRecord>>> given =
        Collections.synchronizedList(new ArrayList<>());

    all(
        number -> {
          if (number == 0) {
            for (int i = 0; i < count; i++) {
              Key key = fixture.key("log", "e%05d".formatted(i));
              given.add(store().commit(Transaction.of(fixture.put(key, Mutation.ABSENT, "x"))));
            }
            return;
          }
          int seen = 0;
          while (seen < count) {
            List<String> ids =
                fixture.pages(fixture.query()).stream().flatMap(List::stream).toList();
            for (int i = 0; i < ids.size(); i++) {
              assertThat(ids.get(i)).isEqualTo("e%05d".formatted(i));
            }
            assertThat(ids.size()).isGreaterThanOrEqualTo(seen);
            seen = ids.size();
          }
        });

    given.forEach(Stages::await);
  }

  @Test
  void oneOfManyCreatorsWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      Key key = fixture.key("name", "name-" + round);
      List<String> winners = Collections.synchronizedList(new ArrayList<>());

      all(
          writer -> {
            try {
              fixture.create(key, "writer-" + writer);
              winners.add("writer-" + writer);
            } catch (RevisionConflictException e) {
              assertThat(e.actual()).isEqualTo(1);
            }
          });

      assertThat(winners).containsExactly(fixture.value(key));
    }
  }

  @Test
  void whatMovesBetweenTwoRecordsIsNeverLostNorDoubled() throws Exception {
    Key left = fixture.key("pair", "left");
    Key right = fixture.key("pair", "right");
    fixture.commit(
        fixture.put(left, Mutation.ABSENT, "1000"), fixture.put(right, Mutation.ABSENT, "1000"));

    all(
        writer -> {
          Random random = new Random(writer);
          for (int i = 0; i < 40; i++) {
            int amount = random.nextInt(21) - 10;
            retry(
                () -> {
                  StoredRecord a = Stages.await(store().get(left)).orElseThrow();
                  StoredRecord b = Stages.await(store().get(right)).orElseThrow();
                  fixture.commit(
                      fixture.put(left, a.revision(), number(a, -amount)),
                      fixture.put(right, b.revision(), number(b, amount)));
                });
          }
        });

    StoredRecord a = Stages.await(store().get(left)).orElseThrow();
    StoredRecord b = Stages.await(store().get(right)).orElseThrow();
    assertThat(Integer.parseInt(StoreFixture.text(a)) + Integer.parseInt(StoreFixture.text(b)))
        .isEqualTo(2000);
    assertThat(a.revision()).isEqualTo(WRITERS * 40 + 1);
    assertThat(b.revision()).isEqualTo(a.revision());
  }

  @Test
  void aReaderNeverSeesARevisionGoBack() throws Exception {
    Key key = fixture.key("m1", "m1");
    fixture.create(key, "1", Map.of("is", "there"));
    AtomicBoolean done = new AtomicBoolean();
    Future<?> reader =
        threads.submit(
            () -> {
              long last = 0;
              while (!done.get()) {
                long revision = Stages.await(store().get(key)).orElseThrow().revision();
                assertThat(revision).isGreaterThanOrEqualTo(last);
                last = revision;
                assertThat(fixture.ids(fixture.query().withAttributes(Map.of("is", "there"))))
                    .hasSize(1);
              }
            });

    for (int i = 1; i <= 300; i++) {
      fixture.commit(fixture.put(key, i, "x", Map.of("is", "there", "round", "r" + i)));
      // The writer has been told, so from now on every reader must see it.
      assertThat(Stages.await(store().get(key)).orElseThrow().revision()).isEqualTo(i + 1);
    }

    done.set(true);
    reader.get(60, TimeUnit.SECONDS);
  }

  private static String number(StoredRecord record, int change) {
    return String.valueOf(Integer.parseInt(StoreFixture.text(record)) + change);
  }

  private static void retry(Runnable attempt) {
    while (true) {
      try {
        attempt.run();
        return;
      } catch (RevisionConflictException e) {
        // Another writer was first; read again.
      }
    }
  }

  private void all(Work work) throws InterruptedException, ExecutionException, TimeoutException {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      tasks.add(
          () -> {
            work.run(writer);
            return null;
          });
    }
    for (Future<Void> future : threads.invokeAll(tasks)) {
      future.get(60, TimeUnit.SECONDS);
    }
  }

  private interface Work {
    void run(int writer);
  }
}
