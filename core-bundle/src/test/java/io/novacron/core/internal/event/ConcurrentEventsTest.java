package io.novacron.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Problem;
import io.novacron.api.event.Event;
import io.novacron.api.event.EventFilter;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.RecordedEvent;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.ownership.ShardClaims;
import io.novacron.core.internal.testing.World;
import io.novacron.core.internal.time.ExecutorTimer;
import io.novacron.core.internal.time.Timer;
import io.novacron.store.contract.InMemoryStateStore;
import io.novacron.store.contract.Stages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentEventsTest {
  private static final int WRITERS = 4;
  private static final int SUBJECTS = 20;
  private static final int REVISIONS = 100;
  private static final int ALL = WRITERS * SUBJECTS * REVISIONS;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  private final Timer timer = new ExecutorTimer(scheduler, threads);
  private final InMemoryStateStore store = new InMemoryStateStore(Clock.systemUTC());
  private final EventWriter writer = new EventWriter(store, new EventPublisher(threads), timer);
  private final ShardClaims claims =
      new ShardClaims(store, "node-1", () -> Duration.ofMinutes(10), timer, () -> {});
  private final DefaultEventLog log =
      new DefaultEventLog(
          () -> new EventPages(store, claims, writer),
          new Authorization(() -> (caller, permission, target) -> true),
          timer,
          threads);

  @AfterEach
  void endThreads() {
    scheduler.shutdownNow();
    threads.shutdownNow();
  }

  @Test
  void readersMissNothingAndSeeEachSubjectInOrderWhileManyWrite() throws Exception {
    claims.start();
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Reader reader = new Reader(i);
      readers.add(reader);
      String from = i == 0 ? EventLog.OLDEST : EventLog.LATEST;
      Stages.await(log.subscribe(World.caller(), from, EventFilter.ALL, reader));
    }
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      writers.add(
          () -> {
            write(number);
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(writers)) {
      done.get();
    }
    for (Reader reader : readers) {
      assertThat(reader.all.await(60, TimeUnit.SECONDS)).as("%s", reader.problems).isTrue();
      assertThat(reader.problems).isEmpty();
    }
  }

  private void write(int number) {
    for (int revision = 0; revision < REVISIONS; revision++) {
      List<CompletionStage<?>> round = new ArrayList<>();
      for (int i = 0; i < SUBJECTS; i++) {
        String subject = "m-" + number + "-" + i;
        Mutation put =
            new Mutation.Put(
                new Key("default", "thing", subject, subject),
                revision,
                1,
                Map.of(),
                new byte[] {1});
        Transaction transaction =
            new Transaction(List.of(put), claims.claim("default", subject).orElseThrow());
        round.add(writer.commit(transaction, List.of(event(subject, revision + 1))));
      }
      round.forEach(Stages::await);
    }
  }

  private static Event event(String subject, long revision) {
    return new Event(
        Event.id("vm/" + subject, revision),
        "default",
        "/novacron/node-1",
        "io.novacron.vm.running.v1",
        "vm/" + subject,
        Instant.EPOCH,
        revision,
        null,
        Map.of(),
        Map.of());
  }

  /** Takes events more slowly the greater its number, so that some read from the store. */
  private final class Reader implements EventReader {
    private final int number;
    private final Map<String, AtomicLong> revisions = new ConcurrentHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final CountDownLatch all = new CountDownLatch(ALL);

    private Reader(int number) {
      this.number = number;
    }

    @Override
    public CompletionStage<Void> onEvents(List<RecordedEvent> events) {
      for (RecordedEvent recorded : events) {
        Event event = recorded.event();
        long expected =
            revisions
                .computeIfAbsent(event.subject(), subject -> new AtomicLong())
                .incrementAndGet();
        if (event.revision() != expected) {
          problems.add(event.id() + " came where revision " + expected + " was due");
        }
        all.countDown();
      }
      CompletableFuture<Void> room = new CompletableFuture<>();
      timer.after(Duration.ofMillis(5L * number), () -> room.complete(null));
      return room;
    }

    @Override
    public void onEnd(Problem reason, String cursor) {
      problems.add(reason.toString());
    }
  }
}
