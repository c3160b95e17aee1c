package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.store.contract.FakeBundleContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreComponentTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final List<Integer> exits = new CopyOnWriteArrayList<>();
  private final ProcessEnd end =
      new ProcessEnd(new PrintStream(console, true, StandardCharsets.UTF_8), exits::add);

  @TempDir private Path data;

  @Test
  void servicesAreThereWhileTheStoreIsOpenAndNoThreadStaysAfterIt() throws Exception {
    Set<String> threadsBefore = threads();
    FakeBundleContext bundle = new FakeBundleContext(properties(freePort()));
    StoreComponent component = new StoreComponent(bundle.context(), end);
    assertThat(component.name()).isEqualTo("state-store");

    await().atMost(LONG).until(() -> component.problem().isEmpty());
    await()
        .atMost(LONG)
        .until(
            () ->
                bundle
                    .services()
                    .equals(Set.of(StateStore.class.getName(), Ownership.class.getName())));
    component.close();

    assertThat(bundle.services()).isEmpty();
    assertThat(exits).isEmpty();
    await().atMost(LONG).untilAsserted(() -> assertThat(threadsBefore).containsAll(threads()));
  }

  @Test
  void closingWhileTheStoreIsOpeningLeavesNothingBehind() throws Exception {
    FakeBundleContext bundle = new FakeBundleContext(properties(freePort()));
    StoreComponent component = new StoreComponent(bundle.context(), end);
    assertThat(component.problem()).isPresent();

    component.close();

    assertThat(bundle.services()).isEmpty();
    assertThat(exits).isEmpty();
  }

  @Test
  void aWrongSettingEndsTheProcessWithItsName() throws Exception {
    FakeBundleContext bundle =
        new FakeBundleContext(
            Map.of("novacron.data", data.toString(), "novacron.offheap", "plenty"));

    StoreComponent component = new StoreComponent(bundle.context(), end);

    await().atMost(LONG).until(() -> !exits.isEmpty());
    assertThat(exits).containsExactly(ProcessEnd.STATUS);
    assertThat(said()).hasLineCount(1).contains("novacron.offheap", "512m", "plenty");
    assertThat(component.problem()).hasValueSatisfying(text -> assertThat(text).contains("failed"));
    component.close();
  }

  @Test
  void aBusyPortEndsTheProcessWithItsNumber() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FakeBundleContext bundle = new FakeBundleContext(properties(busy.getLocalPort()));

      StoreComponent component = new StoreComponent(bundle.context(), end);

      await().atMost(LONG).until(() -> !exits.isEmpty());
      assertThat(said())
          .hasLineCount(1)
          .contains(String.valueOf(busy.getLocalPort()), "in use", "NOVACRON_GRID_PORT");
      assertThat(bundle.services()).isEmpty();
      component.close();
    }
  }

  @Test
  void dataThatAnotherStoreHoldsEndsTheProcessWithItsPlace() throws Exception {
    FakeBundleContext first = new FakeBundleContext(properties(freePort()));
    StoreComponent holder = new StoreComponent(first.context(), end);
    await().atMost(LONG).until(() -> holder.problem().isEmpty());

    try (ChildProcess other = new ChildProcess(data.resolve("state"), 100)) {
      int status = other.finished();
      assertThat(other.output()).contains("held by another process", "NOVACRON_DATA");
      assertThat(status).as(other.output()).isEqualTo(ProcessEnd.STATUS);
    } finally {
      holder.close();
    }
    assertThat(exits).as(said()).isEmpty();
  }

  private Map<String, String> properties(int port) {
    return Map.of(
        "novacron.data",
        data.toString(),
        "novacron.node",
        "node-1",
        "novacron.offheap",
        "128m",
        "novacron.grid.port",
        String.valueOf(port));
  }

  private static int freePort() {
    return OpenEngine.settings(Path.of("anywhere")).gridPort();
  }

  private String said() {
    return console.toString(StandardCharsets.UTF_8);
  }

  /** Threads of ours and of the grid, which all have its name in theirs. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("novacron"))
        .collect(Collectors.toSet());
  }
}
