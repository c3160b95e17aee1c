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
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers the simulator to the container. */
@Component(service = {ProviderFactory.class, FaultSwitch.class})
public final class SimulatorComponent implements ProviderFactory, FaultSwitch {
  private final Faults faults = new Faults(Clock.systemUTC());
  private final SimulatorFactory factory;

  /** Called by the container. */
  @Activate
  public SimulatorComponent(BundleContext context, @Reference HostPools pools) {
    this.factory = new SimulatorFactory(context.getBundle().getVersion().toString(), faults, pools);
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
