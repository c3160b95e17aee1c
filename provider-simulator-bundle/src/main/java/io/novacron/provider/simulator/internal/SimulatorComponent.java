package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.HostPools;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.FaultSwitch;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers the simulator to the container. */
@Component(service = {ProviderFactory.class, FaultSwitch.class})
public final class SimulatorComponent implements ProviderFactory, FaultSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorComponent.class);

  private final BundleContext context;
  private final Faults faults = new Faults(Clock.systemUTC(), this::use);
  private final SimulatorFactory factory;
  private @Nullable ServiceRegistration<FaultSwitch> preferred;

  /** Called by the container. */
  @Activate
  public SimulatorComponent(BundleContext context, @Reference HostPools pools) {
    this.context = context;
    this.factory = new SimulatorFactory(context.getBundle().getVersion().toString(), faults, pools);
  }

  /** Of several versions, the one that has the accounts is the one whose faults are switched. */
  private synchronized void use(boolean used) {
    ServiceRegistration<FaultSwitch> former = preferred;
    if (used && former == null) {
      Dictionary<String, Object> first = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 10));
      // Not this object: who tells services apart by identity would let go of it with the former.
      preferred = context.registerService(FaultSwitch.class, faults, first);
    } else if (!used && former != null) {
      preferred = null;
      try {
        former.unregister();
      } catch (IllegalStateException e) {
        LOG.debug("the container has taken the fault switch back already", e);
      }
    }
  }

  @Override
  public ProviderDescriptor descriptor() {
    return factory.descriptor();
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    return factory.create(account, environment);
  }

  @Override
  public boolean exclusive() {
    return factory.exclusive();
  }

  @Override
  public List<Fault> active() {
    return faults.active();
  }

  @Override
  public Fault inject(FaultRequest request) {
    return faults.inject(request);
  }

  @Override
  public boolean clear(String id) {
    return faults.clear(id);
  }
}
