package io.novacron.simulator.wire;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A running simulator on a loopback port. */
public final class WireSimulator implements AutoCloseable {
  private static final String ACCOUNT = "simulated-aws";
  private static final int THREADS = 4;
  private static final int BACKLOG = 1_024;
  /** Longer than any fault keeps a caller waiting. */
  private static final long IDLE_MILLIS = 900_000;

  private final Server server;
  private final ServerConnector connector;
  private final SimulatedAccount account;
  private final ScheduledThreadPoolExecutor scheduler;

  private WireSimulator(
      Server server,
      ServerConnector connector,
      SimulatedAccount account,
      ScheduledThreadPoolExecutor scheduler) {
    this.server = server;
    this.connector = connector;
    this.account = account;
    this.scheduler = scheduler;
  }

  /**
   * Starts one.
   *
   * @throws io.novacron.api.error.ProblemException with INVALID for wrong settings, UNAVAILABLE
   *     when the data cannot be used
   * @throws IOException when the port cannot be had
   */
  static WireSimulator start(SimulatorOptions options, CatalogService catalog, Clock clock)
      throws IOException {
    Path data = Files.createDirectories(options.data());
    ScheduledThreadPoolExecutor scheduler = scheduler();
    SimulatedAccount account = null;
    try {
      // The engine asks of faults only once calls arrive, by when the book is made.
      FaultBook[] book = new FaultBook[1];
      account =
          SimulatedAccount.open(
              new AccountConfiguration(ACCOUNT, "default", "simulator", options.settings()),
              new ProviderEnvironment(clock, scheduler, catalog, data),
              id -> book[0] != null && book[0].inForce(id));
      Ec2Service ec2 = new Ec2Service(account);
      FaultBook faults = new FaultBook(clock, AwsFace.actions(ec2), account.admission().regions());
      book[0] = faults;
      CallBook calls = new CallBook();
      SpotInterrupter interrupter = new SpotInterrupter(account);
      interrupter.resume();
      AwsFace aws = new AwsFace(account, ec2, new CloudWatchService(account), faults, calls);
      ControlResource control = new ControlResource(account, faults, calls, interrupter);
      Server server = new Server(threads());
      HttpConfiguration http = new HttpConfiguration();
      http.setSendServerVersion(false);
      http.setSendDateHeader(false);
      ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
      connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
      connector.setPort(options.port());
      connector.setIdleTimeout(IDLE_MILLIS);
      connector.setAcceptQueueSize(BACKLOG);
      server.addConnector(connector);
      server.setHandler(new WireHandler(account, aws, control));
      start(server);
      return new WireSimulator(server, connector, account, scheduler);
    } catch (IOException | RuntimeException e) {
      if (account != null) {
        account.close();
      }
      scheduler.shutdownNow();
      throw e;
    }
  }

  private static void start(Server server) throws IOException {
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the server cannot be started: " + e.getMessage(), e);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS * 4, THREADS);
    threads.setName("simulator-http");
    return threads;
  }

  private static ScheduledThreadPoolExecutor scheduler() {
    AtomicInteger number = new AtomicInteger();
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "simulator-timer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
  }

  /** Stops to answer, writes what is queued and lets go of the data. Idempotent. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server cannot be stopped", e);
    } finally {
      account.close();
      scheduler.shutdownNow();
    }
  }
}
