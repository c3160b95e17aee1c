package io.novacron.cache.ignite.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.failure.FailureContext;
import org.apache.ignite.internal.IgniteEx;

/** The Ignite node in this process, from start to stop. */
final class EmbeddedGrid implements AutoCloseable {
  private final Consumer<Throwable> onBroken;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final IgniteEx ignite;

  /**
   * Starts the node and waits until it serves; this takes seconds.
   *
   * @param onBroken told, perhaps more than once and on any thread, when it can no longer serve
   */
  EmbeddedGrid(StoreSettings settings, Durability durability, Consumer<Throwable> onBroken) {
    this.onBroken = onBroken;
    GridConfiguration.setSystemProperties();
    try {
      Files.createDirectories(settings.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Ignite finds its own classes and services through the context class loader.
    thread.setContextClassLoader(EmbeddedGrid.class.getClassLoader());
    try {
      this.ignite =
          (IgniteEx) Ignition.start(GridConfiguration.of(settings, durability, this::failed));
      try {
        ignite.cluster().state(ClusterState.ACTIVE);
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  IgniteEx ignite() {
    return ignite;
  }

  private void failed(FailureContext failure) {
    // A node that is made to stop complains of what it could not finish.
    if (!stopping.get()) {
      onBroken.accept(BrokenGridException.of(failure));
    }
  }

  @Override
  public void close() {
    stopping.set(true);
    Ignition.stop(ignite.name(), false);
  }
}
