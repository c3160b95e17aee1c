package io.novacron.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The container in this JVM: what it is told by system properties, its life, its end. */
final class Server {
  /** Longer than any part may take to stop, shorter than what {@code stop} waits for. */
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(25);

  private static final long BOOT_POLL_MILLIS = 50;

  /** What etc/org.apache.felix.fileinstall-deploy.cfg waits for. */
  private static final int PROVIDER_START_LEVEL = 110;

  private final Home home;
  private final Settings settings;
  private final boolean json;
  private @Nullable SimulatorProcess simulator;

  Server(Home home, Settings settings, boolean json) {
    this.home = home;
    this.settings = settings;
    this.json = json;
  }

  /** Makes machines at a simulator of its own, and stops it when it stops itself. */
  void use(SimulatorProcess process) {
    simulator = process;
  }

  /** Serves until the container stops, by a signal or from inside. */
  int serve(DataLock lock) {
    describeToTheContainer();
    org.apache.karaf.main.Main container = new org.apache.karaf.main.Main(new String[0]);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(container.getFramework()), "novacron-stop"));
    try {
      container.launch();
      letProvidersIn(container.getFramework());
      container.awaitShutdown();
      return ExitCode.DONE.number();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE.number();
    } catch (Exception e) {
      throw new LauncherException(
          ExitCode.FAILED,
          "the container did not start: " + Failures.reason(e) + "; see " + logFile());
    } finally {
      release(lock);
    }
  }

  /**
   * Raises the start level at which deploy/ is looked at, once everything else is there: a provider
   * that came earlier would be refused for want of the API, and tried again with a complaint.
   */
  private static void letProvidersIn(Framework framework) throws InterruptedException {
    while (!booted(framework)) {
      Thread.sleep(BOOT_POLL_MILLIS);
    }
    if (framework.getState() == Bundle.ACTIVE) {
      framework.adapt(FrameworkStartLevel.class).setStartLevel(PROVIDER_START_LEVEL);
    }
  }

  /** Runs when the JVM is told to end, and also after the container ended by itself. */
  private void stop(@Nullable Framework framework) {
    if (framework == null || framework.getState() == Bundle.RESOLVED) {
      stopSimulator();
      return;
    }
    home.say("stopping");
    boolean stopped;
    try {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
      awaitBoot(framework, deadline);
      framework.stop();
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      stopped = framework.waitForStop(Math.max(1, left)).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    } catch (BundleException | InterruptedException e) {
      stopped = false;
    }
    stopSimulator();
    home.say(stopped ? "stopped" : "not every part stopped in time; see " + logFile());
    home.out().flush();
    home.err().flush();
    if (stopped) {
      // A clean stop on a signal is a success, which the JVM would report as 128 + signal.
      Runtime.getRuntime().halt(ExitCode.DONE.number());
    }
  }

  /** After the container, whose last calls it still answers. */
  private void stopSimulator() {
    SimulatorProcess process = simulator;
    if (process != null) {
      process.stop();
    }
  }

  /**
   * A container that is stopped in the middle of its boot complains of every bundle that it had not
   * come to, so its boot is let end first.
   */
  private static void awaitBoot(Framework framework, long deadline) throws InterruptedException {
    long latest = deadline - TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS / 2);
    while (!booted(framework) && System.nanoTime() < latest) {
      Thread.sleep(BOOT_POLL_MILLIS);
    }
  }

  /** Also true of a container that is stopping: there is nothing left to wait for. */
  private static boolean booted(Framework framework) {
    if (framework.getState() == Bundle.STOPPING || framework.getState() == Bundle.RESOLVED) {
      return true;
    }
    try {
      BundleContext context = framework.getBundleContext();
      return context == null
          || context.getServiceReference("org.apache.karaf.features.BootFinished") != null;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static void release(DataLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // The process ends, and with it the lock.
    }
  }

  private Path logFile() {
    return settings.data().resolve("log").resolve("novacron.log");
  }

  private void describeToTheContainer() {
    Path data = settings.data();
    Path container = data.resolve("container");
    Path etc = home.home().resolve("etc");
    set("karaf.name", settings.node());
    set("karaf.home", home.home());
    set("karaf.base", home.home());
    set("karaf.etc", etc);
    set("karaf.data", container);
    set("karaf.instances", container.resolve("instances"));
    set("karaf.log", data.resolve("log"));
    set("karaf.history", container.resolve("shell-history"));
    set("IGNITE_HOME", container);
    set("karaf.handle.sigterm", false);
    set("karaf.startLocalConsole", false);
    set("karaf.startRemoteShell", settings.shellPort().isPresent());
    set("java.util.logging.config.file", etc.resolve("java.util.logging.properties"));
    set("novacron.node", settings.node());
    set("novacron.http.host", settings.httpHost());
    set("novacron.http.port", settings.httpPort());
    set("novacron.shell.port", settings.get(Setting.NOVACRON_SHELL_PORT));
    set("novacron.grid.port", settings.gridPort());
    set("novacron.offheap", settings.get(Setting.NOVACRON_OFFHEAP));
    set("novacron.simulator", settings.get(Setting.NOVACRON_SIMULATOR));
    SimulatorProcess process = simulator;
    if (process != null) {
      set("novacron.simulator.endpoint", process.endpoint());
      set("novacron.simulator.keys", process.directory());
    }
    set("novacron.pool", settings.get(Setting.NOVACRON_POOL));
    set("novacron.log.format", json ? "json" : "text");
  }

  private static void set(String key, Object value) {
    System.setProperty(key, value.toString());
  }
}
