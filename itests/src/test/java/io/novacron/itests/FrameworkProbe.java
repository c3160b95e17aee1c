package io.novacron.itests;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Sits in a server's container as a bundle of its own and tells what happens to the others, by
 * files in the server's data directory: each event that disturbs a bundle is a line of {@code
 * probe-events}; a file {@code probe-collect} is answered, after a collection, by {@code
 * probe-alive} with how many class loaders of simulators there are.
 */
public final class FrameworkProbe implements BundleActivator, SynchronousBundleListener {
  static final String EVENTS = "probe-events";
  static final String COLLECT = "probe-collect";
  static final String ALIVE = "probe-alive";

  private final List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile Path data = Path.of(".");

  @Override
  public void start(BundleContext context) throws IOException {
    data = Path.of(context.getProperty("novacron.data"));
    Files.writeString(data.resolve(EVENTS), "");
    context.addBundleListener(this);
    for (Bundle bundle : context.getBundles()) {
      remember(bundle);
    }
    Thread thread = new Thread(this::answer, "framework-probe");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop(BundleContext context) {
    stopped = true;
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    int type = event.getType();
    if (type == BundleEvent.STARTED) {
      remember(event.getBundle());
    }
    if (type == BundleEvent.STOPPED
        || type == BundleEvent.UNRESOLVED
        || type == BundleEvent.UPDATED
        || type == BundleEvent.UNINSTALLED) {
      write(event.getBundle().getSymbolicName() + " " + type + "\n");
    }
  }

  private void remember(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring != null && bundle.getSymbolicName().contains("provider-simulator")) {
      ClassLoader loader = wiring.getClassLoader();
      if (loaders.stream().noneMatch(known -> known.get() == loader)) {
        loaders.add(new WeakReference<>(loader));
      }
    }
  }

  private void write(String line) {
    try {
      Files.writeString(
          data.resolve(EVENTS), line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer() {
    try {
      while (!stopped) {
        if (Files.deleteIfExists(data.resolve(COLLECT))) {
          System.gc();
          TimeUnit.MILLISECONDS.sleep(300);
          System.gc();
          long alive = loaders.stream().filter(each -> each.get() != null).count();
          Path answer = data.resolve(ALIVE + ".part");
          Files.writeString(answer, alive + " of " + loaders.size());
          Files.move(answer, data.resolve(ALIVE));
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
