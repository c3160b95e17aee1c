package io.novacron.security.internal;

import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRetention;
import io.novacron.api.security.Authenticator;
import io.novacron.api.store.StateStore;
import io.novacron.security.internal.audit.AuditCheckpoint;
import io.novacron.security.internal.audit.AuditRemoval;
import io.novacron.security.internal.audit.ChainedAuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.jaas.config.JaasRealm;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the credentials, the audit log and the shell's realm to life, and registers them. */
@Component(
    immediate = true,
    service = {})
@Capability(
    namespace = "osgi.service",
    attribute =
        "objectClass:List<String>=\"io.novacron.api.security.AuditLog,"
            + "io.novacron.api.security.AuditRetention,"
            + "io.novacron.api.security.Authenticator,org.apache.karaf.jaas.config.JaasRealm\"")
public final class SecurityComponent {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityComponent.class);
  private static final int MOST_WAITING = 16_384;
  private static final int CHECKPOINT_SECONDS = 5;
  private static final int REFUSED_WINDOW_SECONDS = 60;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final BundleContext bundles;
  private final ScheduledThreadPoolExecutor executor;
  private final ChainedAuditLog audit;
  private final RefusedAttempts refused;
  private final Queue<ServiceRegistration<?>> registrations = new ConcurrentLinkedQueue<>();
  private volatile @Nullable StateStore store;
  private @Nullable AuditCheckpoint checkpoint;

  @Activate
  public SecurityComponent(BundleContext bundles) {
    this.bundles = bundles;
    executor = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "novacron-security"));
    String node = property("novacron.node");
    audit = new ChainedAuditLog(node, () -> store, executor, MOST_WAITING);
    refused = new RefusedAttempts(audit, Clock.systemUTC());
    register(AuditLog.class, audit);
    register(AuditRetention.class, new AuditRemoval(node, () -> store, audit, Clock.systemUTC()));
    repeat(refused::endWindow, REFUSED_WINDOW_SECONDS);
    try {
      open(SecurityDirectory.open(Path.of(property("novacron.data"))), node);
    } catch (IOException e) {
      LOG.error("credentials=refused reason=\"{}\"", e.toString());
    }
  }

  private void open(SecurityDirectory directory, String node) {
    SecureRandom random = new SecureRandom();
    AuditCheckpoint opened =
        new AuditCheckpoint(node, audit, directory, () -> store, Clock.systemUTC());
    checkpoint = opened;
    repeat(opened::update, CHECKPOINT_SECONDS);
    register(
        Authenticator.class,
        new TokenAuthenticator(
            new TokenFiles(directory, random).load(),
            refused,
            new AttemptLimit(Clock.systemUTC())));
    // Making the key may take a second, and nothing but the shell waits for it.
    new Thread(() -> openShell(new ShellKey(directory, random)), "novacron-shell-key").start();
  }

  private void openShell(ShellKey key) {
    try {
      register(JaasRealm.class, new ShellRealm(bundles, key.prepare()));
    } catch (IOException e) {
      LOG.error("credential=shell-key state=refused reason=\"{}\"", CredentialException.reason(e));
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStore(StateStore bound) {
    store = bound;
  }

  void unbindStore(StateStore unbound) {
    if (store == unbound) {
      store = null;
    }
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    registrations.forEach(ServiceRegistration::unregister);
    audit.close(CLOSE_LIMIT);
    AuditCheckpoint last = checkpoint;
    if (last != null) {
      executor.execute(last::update);
    }
    executor.shutdown();
    if (!executor.awaitTermination(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      LOG.warn("security=stopped unfinished={}", executor.shutdownNow().size());
    }
  }

  private <T> void register(Class<T> type, T service) {
    registrations.add(bundles.registerService(type, service, null));
  }

  private void repeat(Runnable task, int seconds) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            // Thrown on, it would end the repetition.
            LOG.error("security=task-failed", e);
          }
        };
    var unused = executor.scheduleWithFixedDelay(guarded, seconds, seconds, TimeUnit.SECONDS);
  }

  private String property(String name) {
    return Objects.requireNonNull(
        bundles.getProperty(name), () -> "framework property " + name + " is not set");
  }
}
