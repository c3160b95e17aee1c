package io.novacron.core.internal.component;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.health.ReadinessCheck;
import io.novacron.api.packing.HostPools;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.account.SimulatorMode;
import io.novacron.core.internal.account.SwitchableCallMeter;
import io.novacron.core.internal.time.SerialExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the accounts to the container: settings from its configuration, factories from its
 * registry.
 */
@Component(immediate = true, service = AccountsComponent.class)
public final class AccountsComponent {
  private static final Logger LOG = LoggerFactory.getLogger(AccountsComponent.class);

  private static final String WIRE_ACCOUNT = "simulated-aws";

  /** The container waits at most this long for a provider that goes. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

  private final SwitchableCallMeter meter = new SwitchableCallMeter();
  private final AccountRegistry registry;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  @Activate
  public AccountsComponent(
      BundleContext bundles,
      @Reference ThreadsComponent threads,
      @Reference CatalogService catalog,
      @Reference HostPools pools) {
    Clock clock = Clock.systemUTC();
    Path data = Path.of(NodeProperties.required(bundles, "novacron.data"));
    SimulatorMode mode = simulator(bundles.getProperty("novacron.simulator"));
    AccountFiles files = new AccountFiles(bundles.getProperty("karaf.etc"));
    registry =
        new AccountRegistry(
            mode,
            files::exist,
            account -> data.resolve(account.provider()).resolve(account.name()),
            directory ->
                new ProviderEnvironment(clock, threads.scheduler(), catalog, directory, pools),
            clock,
            threads.timer(),
            new SerialExecutor(threads.work()),
            threads.work(),
            meter);
    if (mode == SimulatorMode.WIRE) {
      registry.configure(
          WIRE_ACCOUNT,
          "NOVACRON_SIMULATOR=wire",
          wireAccount(
              NodeProperties.required(bundles, "novacron.simulator.endpoint"),
              Path.of(NodeProperties.required(bundles, "novacron.simulator.keys"))));
    }
    Dictionary<String, Object> pid = new Hashtable<>();
    pid.put(Constants.SERVICE_PID, AccountFiles.PID);
    registrations.add(
        bundles.registerService(
            ManagedServiceFactory.class, new AccountConfigurations(registry), pid));
    registrations.add(
        bundles.registerService(ReadinessCheck.class, new AccountReadiness(registry, clock), null));
  }

  /** The simulator takes changes through in moments, so it is asked more often than a cloud. */
  private static Map<String, String> wireAccount(String endpoint, Path keys) {
    return Map.of(
        "provider",
        "aws",
        "endpoint",
        endpoint,
        "credentials",
        "reference",
        "accessKeyId",
        "file:" + keys.resolve("access-key-id"),
        "secretAccessKey",
        "file:" + keys.resolve("secret-access-key"),
        "pollMillis",
        "200");
  }

  @Deactivate
  void close() {
    registrations.forEach(ServiceRegistration::unregister);
    hold(registry.close(), "all accounts");
  }

  AccountRegistry registry() {
    return registry;
  }

  SwitchableCallMeter meter() {
    return meter;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindFactory(ProviderFactory factory, ServiceReference<ProviderFactory> reference) {
    registry.add(factory, file(reference.getBundle().getLocation()));
  }

  void unbindFactory(ProviderFactory factory) {
    hold(registry.remove(factory), factory.descriptor().type());
  }

  /** The last part of where a bundle came from. */
  private static String file(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static SimulatorMode simulator(String value) {
    try {
      return SimulatorMode.of(value);
    } catch (IllegalArgumentException e) {
      LOG.error("setting refused error=\"{}\" effect=\"auto is in force\"", e.getMessage());
      return SimulatorMode.AUTO;
    }
  }

  private static void hold(CompletionStage<Void> closing, String what) {
    try {
      closing.toCompletableFuture().get(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("provider still closing what={} effect=\"it is called no more\"", what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
