package io.novacron.core.internal.component;

import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.machine.EngineRun;
import io.novacron.core.internal.operation.ChangeListener;
import java.time.Clock;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs the engine for as long as there is a state store. */
@Component(
    immediate = true,
    service = {})
public final class EngineComponent {
  private final EngineRun run;

  @Activate
  public EngineComponent(
      BundleContext bundles,
      @Reference ThreadsComponent threads,
      @Reference AccountsComponent accounts,
      @Reference CoreComponent core,
      @Reference StorageComponent storage,
      @Reference StateStore store,
      @Reference Ownership ownership) {
    run =
        new EngineRun(
            store,
            ownership,
            accounts.registry(),
            core.events(),
            ChangeListener.all(
                List.of(core.budgets(), core.groups(), core.known(), core.spending())),
            core.counts(),
            core.traces(),
            core.settings(),
            core.secrets(),
            core.traffic(),
            core.nextPlace(),
            core.identifiers(),
            NodeProperties.required(bundles, "novacron.node"),
            Clock.systemUTC(),
            threads.timer(),
            threads.work(),
            storage.watermark(),
            core.runners(),
            core.controlPlane());
    run.start();
  }

  @Deactivate
  void close() {
    run.close();
  }
}
