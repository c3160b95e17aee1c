package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.store.contract.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.affinity.AffinityKey;
import org.apache.ignite.cluster.ClusterState;

/** An engine on a directory, for tests; it can be closed and opened again. */
final class OpenEngine implements AutoCloseable {
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Path directory;
  private StateEngine engine;

  OpenEngine(Path directory) {
    this.directory = directory;
    this.engine = open();
  }

  /** Changes entries of a closed store with a bare Ignite, then opens it. */
  static OpenEngine afterRepair(
      Path directory, Consumer<IgniteCache<AffinityKey<String>, byte[]>> repair) {
    Ignite bare =
        Ignition.start(
            GridConfiguration.of(
                settings(directory),
                Durability.GROUP_FLUSH,
                failure -> {
                  throw new AssertionError(failure.error());
                }));
    try {
      bare.cluster().state(ClusterState.ACTIVE);
      repair.accept(bare.cache(GridConfiguration.STATE_CACHE));
    } finally {
      Ignition.stop(bare.name(), false);
    }
    return new OpenEngine(directory);
  }

  static StoreSettings settings(Path directory) {
    return new StoreSettings(directory, "node-1", "127.0.0.1", freePort(), 128L << 20);
  }

  StateEngine engine() {
    return engine;
  }

  StateStore store() {
    return engine.store();
  }

  Ownership ownership() {
    return engine.ownership();
  }

  void reopen() {
    engine.close();
    engine = open();
  }

  @Override
  public void close() {
    engine.close();
  }

  private StateEngine open() {
    return StateEngine.open(
        settings(directory), Durability.GROUP_FLUSH, Set.of(), clock, failures::add);
  }

  /** A port that is free now, as is the one for communication above it. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (isFree(port) && isFree(port + StoreSettings.COMMUNICATION_OFFSET)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
