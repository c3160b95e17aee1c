package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a provider ends. */
public interface CloseClauses extends ContractSubject {
  /** How long after close something may be left. */
  Duration LIMIT = Duration.ofSeconds(10);

  @Test
  @DisplayName("T24 after quiesce new calls are refused and those in flight end")
  default void afterQuiesceNewCallsAreRefusedAndThoseInFlightEnd() {
    InstanceRequest request = request();
    String token = ContractSession.newToken();
    CompletionStage<Outcome<Instance>> inFlight =
        session().compute().create(session().context(token), request);
    CompletionStage<Void> quiet = session().provider().quiesce(LIMIT);
    assertThat(
            session().error(session().compute().create(session().context(), request())).category())
        .isEqualTo(Category.UNAVAILABLE);
    assertThat(session().error(session().provider().checkHealth(session().context())).category())
        .isEqualTo(Category.UNAVAILABLE);
    quiet.toCompletableFuture().join();
    assertThat(inFlight.toCompletableFuture()).isCompleted();
    assertThat(session().outcome(inFlight))
        .isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class);
  }

  @Test
  @DisplayName("T24 close ends the calls in flight, may be repeated, and loses nothing")
  default void closeEndsTheCallsInFlight() {
    InstanceRequest request = request();
    List<String> tokens = IntStream.range(0, 50).mapToObj(i -> ContractSession.newToken()).toList();
    List<CompletionStage<Outcome<Instance>>> inFlight =
        tokens.stream()
            .map(token -> session().compute().create(session().context(token), request))
            .toList();
    session().close();
    session().close();
    assertThat(inFlight).allSatisfy(call -> assertThat(session().outcome(call)).isNotNull());
    reopen(session().clock());
    List<Instance> made =
        session()
            .running(tokens.stream().collect(Collectors.toMap(token -> token, token -> request)));
    assertThat(made).extracting(Instance::reference).doesNotHaveDuplicates().hasSameSizeAs(tokens);
  }

  @Test
  @DisplayName("T24 after close no thread, file or socket is left")
  default void afterCloseNoThreadFileOrSocketIsLeft() throws IOException {
    // The scheduler's threads start with its first tasks.
    session().running(ContractSession.newToken(), request());
    session().close();
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    Set<String> files = OpenFiles.now();
    reopen(session().clock());
    session().running(ContractSession.newToken(), request());
    session().close();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(Thread.getAllStackTraces().keySet())
                  .filteredOn(thread -> !thread.getName().startsWith("kit-timer"))
                  .filteredOn(thread -> !thread.getName().startsWith("awaitility"))
                  .isSubsetOf(threads);
              assertThat(OpenFiles.now()).isSubsetOf(files);
            });
  }

  @Test
  @DisplayName("T24 after close and a collection no class loader is left")
  default void afterCloseAndACollectionNoClassLoaderIsLeft() throws Exception {
    WeakReference<ClassLoader> loader = useApart();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private WeakReference<ClassLoader> useApart() throws Exception {
    ApartLoader loader = ApartLoader.of(factory().getClass(), factorySupplier());
    InstanceRequest request = request();
    try (ContractSession apart = openApart(loader.factory(factorySupplier().getName()))) {
      apart.running(ContractSession.newToken(), request);
      // Left in flight: its timers must not keep the loader either.
      var unused = apart.compute().create(apart.context(), request);
    }
    loader.close();
    return new WeakReference<>(loader);
  }
}
